namespace ActorOrchestrator.Etcd.Protocol.Tests;

/// <summary>
/// Goal: a list of endpoints is understood as people write it, and cannot be wrong once it is made (N1).
/// Method: texts and lists, right and wrong.
/// </summary>
public sealed class EtcdAddressTests
{
    [Theory]
    [InlineData("http://a:2379,https://[::1]:2380,host:2379", "http://a:2379,https://[::1]:2380,http://host:2379")]
    [InlineData(" a , b ", "http://a:2379,http://b:2379")]
    [InlineData("a", "http://a:2379")]
    [InlineData("a,https://a", "http://a:2379,https://a:2379")]
    public void Endpoints_are_read_in_their_order(string text, string address)
    {
        var read = EtcdAddress.Parse(text);

        Assert.Equal(address, read.ToString());
        Assert.Equal(text.Split(',').Select(EtcdEndpoint.Parse), read.Endpoints);
    }

    [Theory]
    [InlineData("", "is empty, or has a comma without an endpoint beside it")]
    [InlineData(" ", "is empty, or has a comma without an endpoint beside it")]
    [InlineData(",", "is empty, or has a comma without an endpoint beside it")]
    [InlineData("a,,b", "is empty, or has a comma without an endpoint beside it")]
    [InlineData("a,", "is empty, or has a comma without an endpoint beside it")]
    [InlineData("a,http://a:2379", "has the endpoint http://a:2379 twice")]
    [InlineData("a,ftp://b", "'ftp://b' is not an endpoint of etcd")]
    [InlineData("a;b", "its host has the character ';'")]
    public void What_is_no_address_is_refused_with_what_is_allowed(string text, string why)
    {
        FormatException failure = Assert.Throws<FormatException>(() => EtcdAddress.Parse(text));

        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_repeated_although_it_has_a_comma()
    {
        FormatException failure = Assert.Throws<FormatException>(() => EtcdAddress.Parse("http://root:one,two@a:2379"));

        Assert.DoesNotContain("one", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("two", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_without_endpoints_is_refused()
    {
        Assert.Throws<ArgumentException>("endpoints", () => new EtcdAddress());
        Assert.Throws<ArgumentException>("endpoints", () => new EtcdAddress(default(ImmutableArray<EtcdEndpoint>)));
    }

    [Fact]
    public void An_endpoint_that_is_there_twice_is_refused()
    {
        var endpoint = EtcdEndpoint.Parse("a");

        Assert.Throws<ArgumentException>("endpoints", () => new EtcdAddress(endpoint, endpoint));
    }

    [Fact]
    public void Addresses_are_equal_when_their_endpoints_are()
    {
        var one = EtcdAddress.Parse("a,b");

        Assert.Equal(one, EtcdAddress.Parse("http://a:2379,http://b"));
        Assert.Equal(one.GetHashCode(), EtcdAddress.Parse("http://a:2379,http://b").GetHashCode());
        Assert.NotEqual(one, EtcdAddress.Parse("b,a"));
        Assert.NotEqual(one, EtcdAddress.Parse("a"));
        Assert.False(one.Equals(null));
    }
}
