using ActorOrchestrator.Etcd.Channels.H2.Hpack;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Hpack;

/// <summary>
/// Goal: every packed string is unpacked, and nothing else is taken for one.
/// Method: a packer that has the table of RFC 7541 written out; pairs of all symbols, random strings, random bytes.
/// </summary>
public sealed class HuffmanDecoderTests
{
    [Fact]
    public void Every_pair_of_symbols_is_read()
    {
        for (int first = 0; first < 256; first++)
        {
            for (int second = 0; second < 256; second++)
            {
                byte[] text = [(byte)first, (byte)second];
                Assert.Equal(text, Unpack(HuffmanPacker.Pack(text)));
            }
        }
    }

    [Fact]
    public void What_was_packed_is_unpacked() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            text => Unpack(HuffmanPacker.Pack(text))?.AsSpan().SequenceEqual(text) is true)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_what_packs_to_the_same_bytes_is_unpacked() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            bytes => Unpack(bytes) is not { } text || HuffmanPacker.Pack(text).AsSpan().SequenceEqual(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_run_of_the_shortest_codes_fits()
    {
        byte[] text = new byte[8 * 1024];
        text.AsSpan().Fill((byte)'0');

        Assert.Equal(text, Unpack(HuffmanPacker.Pack(text)));
    }

    [Theory]
    [InlineData("ffffffff")] // end of string
    [InlineData("fffffffc")] // end of string, by its 30 bits exactly
    [InlineData("1fff")] // padding of more than seven bits: '2' and eleven ones
    [InlineData("18")] // '3' ends in two zeros instead of ones
    [InlineData("ff")] // padding of eight bits
    public void What_is_not_a_packed_string_is_refused(string packed) =>
        Assert.Null(Unpack(Convert.FromHexString(packed)));

    private static byte[]? Unpack(byte[] packed)
    {
        byte[] text = new byte[HuffmanDecoder.BytesMax(packed.Length)];
        int length = HuffmanDecoder.Decode(packed, text);
        return length < 0 ? null : text[..length];
    }
}
