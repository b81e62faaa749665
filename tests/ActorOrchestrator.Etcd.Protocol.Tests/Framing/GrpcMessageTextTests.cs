using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: every text arrives, and a header that is not one is shown as well as can be (etcd.md G5, S3).
/// Method: pairs of text and header; a round trip over random texts; random bytes.
/// </summary>
public sealed class GrpcMessageTextTests
{
    [Theory]
    [InlineData("50 % größer", "50 %25 gr%C3%B6%C3%9Fer")]
    [InlineData("etcdserver: key is not provided", "etcdserver: key is not provided")]
    [InlineData("", "")]
    [InlineData(" ~!\"#$&'()*+,-./0:;<=>?@A[\\]^_`a{|}", " ~!\"#$&'()*+,-./0:;<=>?@A[\\]^_`a{|}")]
    [InlineData("\0\t\r\n\u001f\u007f", "%00%09%0D%0A%1F%7F")]
    [InlineData("%41", "%2541")]
    [InlineData("€😀", "%E2%82%AC%F0%9F%98%80")]
    public void S3_a_text_is_percent_encoded_UTF8_and_back(string text, string header)
    {
        Assert.Equal(header, GrpcMessageText.Encode(text));
        Assert.Equal(text, GrpcMessageText.Decode(header));
        Assert.Equal(text, GrpcMessageText.Decode(Encoding.ASCII.GetBytes(header)));
    }

    [Fact]
    public void A_text_that_needs_no_escapes_is_not_copied()
    {
        const string Text = "etcdserver: request timed out";

        Assert.Same(Text, GrpcMessageText.Encode(Text));
        Assert.Same(Text, GrpcMessageText.Decode(Text));
    }

    [Theory]
    [InlineData("50 % more", "50 % more")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("a%4", "a%4")]
    [InlineData("%4g", "%4g")]
    [InlineData("%g4", "%g4")]
    [InlineData("%%41", "%A")]
    [InlineData("%4%41", "%4A")]
    [InlineData("%c3%b6 %C3%B6", "ö ö")]
    [InlineData("a%41", "aA")]
    [InlineData("%FFa", "\uFFFDa")]
    [InlineData("%C3", "\uFFFD")]
    [InlineData("%C3a", "\uFFFDa")]
    [InlineData("%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("+", "+")]
    public void S3_a_broken_escape_is_shown_as_it_came(string header, string text)
    {
        Assert.Equal(text, GrpcMessageText.Decode(header));
        Assert.Equal(text, GrpcMessageText.Decode(Encoding.ASCII.GetBytes(header)));
    }

    [Fact]
    public void UTF8_that_nobody_escaped_is_understood()
    {
        byte[] header = Encoding.UTF8.GetBytes("größer %25");

        Assert.Equal("größer %", GrpcMessageText.Decode(header));
        Assert.Equal("größer %", GrpcMessageText.Decode(Encoding.Latin1.GetString(header)));
    }

    [Fact]
    public void A_character_that_no_byte_stands_for_is_replaced() =>
        Assert.Equal("a\uFFFDb%", GrpcMessageText.Decode("a\u0141b%25"));

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() =>
        Assert.Equal("a%EF%BF%BDb", GrpcMessageText.Encode("a\uD800b"));

    [Fact]
    public void Every_text_is_ASCII_on_the_wire_and_arrives() => Prop.ForAll(
        Gen.Choose(0, 0x10FFFF).Where(rune => rune is < 0xD800 or > 0xDFFF)
            .Select(rune => new Rune(rune).ToString()).ArrayOf().ToArbitrary(),
        runes =>
        {
            string text = string.Concat(runes);
            string header = GrpcMessageText.Encode(text);
            return header.All(c => c is >= ' ' and <= '~')
                && GrpcMessageText.Decode(header).Equals(text, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_some_text_and_the_same_as_a_string() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 255).Select(b => (byte)b), Gen.Elements("%0123456789abcdefABCDEFg"u8.ToArray()))
            .ArrayOf().ToArbitrary(),
        bytes => GrpcMessageText.Decode(bytes)
            .Equals(GrpcMessageText.Decode(Encoding.Latin1.GetString(bytes)), StringComparison.Ordinal))
        .QuickCheckThrowOnFailure();
}
