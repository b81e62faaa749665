using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Protocol.Tests;

/// <summary>
/// Goal: an endpoint is understood as people write it, and what is none is refused with what to type instead (N1).
/// Method: texts that are endpoints, and that nearly are.
/// </summary>
public sealed class EtcdEndpointTests
{
    [Theory]
    [InlineData("http://a:2379", "http://a:2379")]
    [InlineData("https://db1.example.org:443", "https://db1.example.org:443")]
    [InlineData("HTTPS://a", "https://a:2379")]
    [InlineData("a", "http://a:2379")]
    [InlineData("a:1", "http://a:1")]
    [InlineData("a:65535", "http://a:65535")]
    [InlineData("127.0.0.1", "http://127.0.0.1:2379")]
    [InlineData("https://[::1]:2380", "https://[::1]:2380")]
    [InlineData("[::1]", "http://[::1]:2379")]
    [InlineData("http://a:2379/", "http://a:2379")]
    [InlineData("  http://a:2379\t", "http://a:2379")]
    [InlineData("my_host-1", "http://my_host-1:2379")]
    public void An_endpoint_is_read(string text, string endpoint)
    {
        var read = EtcdEndpoint.Parse(text);

        Assert.Equal(endpoint, read.ToString());
        Assert.Equal(read, EtcdEndpoint.Parse(read.ToString()));
    }

    [Fact]
    public void Host_port_and_encryption_are_told_apart()
    {
        Assert.Equal(new EtcdEndpoint("::1", 2380, Tls: true), EtcdEndpoint.Parse("https://[::1]:2380"));
        Assert.Equal("[::1]:2380", EtcdEndpoint.Parse("https://[::1]:2380").Authority);
        Assert.Equal("a:2379", EtcdEndpoint.Parse("a").Authority);
    }

    [Theory]
    [InlineData("", "it has no host")]
    [InlineData("http://", "it has no host")]
    [InlineData("http://:2379", "it has no host")]
    [InlineData(":2379", "it has no host")]
    [InlineData("/", "it has no host")]
    [InlineData("ftp://a:1", "the scheme is 'ftp'")]
    [InlineData("unix:///run/etcd.sock", "the scheme is 'unix'")]
    [InlineData("://a", "the scheme is ''")]
    [InlineData("a:0", "its port is '0'")]
    [InlineData("a:65536", "its port is '65536'")]
    [InlineData("a:-1", "its port is '-1'")]
    [InlineData("a:+1", "its port is '+1'")]
    [InlineData("a: 1", "its port is ' 1'")]
    [InlineData("a:", "its port is ''")]
    [InlineData("a:http", "its port is 'http'")]
    [InlineData("a:99999999999999", "its port is '99999999999999'")]
    [InlineData("http://a:2379/v3", "its port is '2379/v3'")]
    [InlineData("::1", "it has several colons")]
    [InlineData("a:1:2", "it has several colons")]
    [InlineData("a/b", "its host has the character '/'")]
    [InlineData("a b", "its host has the character ' '")]
    [InlineData("a?x", "its host has the character '?'")]
    [InlineData("größe", "its host has the character 'ö'")]
    [InlineData("a\nb", "its host has the character '\n'")]
    [InlineData("[::1", "it has no IPv6 address in brackets")]
    [InlineData("[]", "it has no IPv6 address in brackets")]
    [InlineData("[a]", "it has no IPv6 address in brackets")]
    [InlineData("[127.0.0.1]:1", "it has no IPv6 address in brackets")]
    [InlineData("[fe80::1%eth0]:1", "it has no IPv6 address in brackets")]
    [InlineData("[::1]x", "something follows the bracket")]
    [InlineData("[::1]:", "its port is ''")]
    [InlineData("[::1]:0", "its port is '0'")]
    public void What_is_no_endpoint_is_refused_with_what_to_type(string text, string why)
    {
        FormatException failure = Assert.Throws<FormatException>(() => EtcdEndpoint.Parse(text));

        Assert.StartsWith(
            $"'{text.Trim()}' is not an endpoint of etcd: {why}. Allowed: ", failure.Message, StringComparison.Ordinal);
        string example = failure.Message[(failure.Message.LastIndexOf(' ') + 1)..];
        Assert.Equal(example, EtcdEndpoint.Parse(example).ToString());
    }

    [Fact]
    public void A_host_that_is_too_long_is_refused()
    {
        Assert.Equal(253, EtcdEndpoint.Parse(new string('a', 253)).Host.Length);
        FormatException failure = Assert.Throws<FormatException>(() => EtcdEndpoint.Parse(new string('a', 254)));
        Assert.Contains("its host has 254 characters", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://root:secret@a:2379")]
    [InlineData("root:secret@http://a:2379")]
    [InlineData("root:secret@a")]
    public void A_password_is_refused_and_not_repeated(string text)
    {
        FormatException failure = Assert.Throws<FormatException>(() => EtcdEndpoint.Parse(text));

        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Contains("before the @", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_an_endpoint_or_no_endpoint() => Prop.ForAll(
        Gen.OneOf(
                Gen.Elements("http://", "https://", "[", "]", ":", "::1", "a", "2379", "/", "@", "%", " ", ".", ","),
                Gen.Choose(0, 0xFFFF).Select(c => ((char)c).ToString()))
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            try
            {
                var read = EtcdEndpoint.Parse(text);
                return read.Port is >= 1 and <= 65_535 && read == EtcdEndpoint.Parse(read.ToString());
            }
            catch (FormatException failure)
            {
                return failure.Message.Contains("Allowed: ", StringComparison.Ordinal);
            }
        }).QuickCheckThrowOnFailure();
}
