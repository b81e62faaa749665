using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Hpack;

/// <summary>
/// Goal: a decoder that keeps to the peer's limits reads what the encoder writes, whatever was written before.
/// Method: both ends at once, with random headers and random changes of the table's size; bytes where they matter.
/// </summary>
public sealed class HpackEncoderTests
{
    [Fact]
    public void A_repeated_header_costs_one_byte()
    {
        var encoder = new HpackEncoder();
        var output = new PooledBuffer();
        encoder.WriteRepeated(output, "token"u8, "secret"u8);
        output.Clear();

        encoder.WriteRepeated(output, "token"u8, "secret"u8);

        Assert.Equal([0xBE], output.Span.ToArray());
    }

    [Fact]
    public void A_changing_header_is_remembered_for_its_name_only()
    {
        var encoder = new HpackEncoder();
        var output = new PooledBuffer();
        encoder.WriteChanging(output, "grpc-timeout"u8, "5S"u8);
        int generation = encoder.Generation;
        output.Clear();

        encoder.WriteChanging(output, "grpc-timeout"u8, "4S"u8);

        Assert.Equal([0x0F, 62 - 15, 2, (byte)'4', (byte)'S'], output.Span.ToArray());
        Assert.Equal(generation, encoder.Generation);
    }

    [Fact]
    public void Blocks_are_read_back() =>
        Prop.ForAll(Blocks().ToArbitrary(), blocks =>
        {
            var encoder = new HpackEncoder();
            var decoder = new HpackDecoder(4096);
            return blocks.All(block => Passes(encoder, decoder, block));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_peer_without_a_table_gets_none()
    {
        var encoder = new HpackEncoder();
        encoder.Limit(0);
        var decoder = new HpackDecoder(0);

        for (int round = 0; round < 3; round++)
        {
            Assert.True(Passes(encoder, decoder, new Block(null, [("name", "value"), ("name", "value")])));
            Assert.Equal(0, decoder.TableBytes);
        }
    }

    [Fact]
    public void The_smallest_of_several_sizes_is_told_too() // RFC 7541, 4.2
    {
        var encoder = new HpackEncoder();
        var output = new PooledBuffer();
        encoder.Limit(100);
        encoder.Limit(50);
        encoder.Limit(5000);

        encoder.Begin(output);

        Assert.Equal([0x3F, 50 - 31, 0x3F, 0xE1, 0x1F], output.Span.ToArray());
    }

    private static bool Passes(HpackEncoder encoder, HpackDecoder decoder, Block block)
    {
        var output = new PooledBuffer();
        var headers = new HeaderList();
        if (block.TableBytes is { } bytes)
        {
            encoder.Limit(bytes);
        }

        encoder.Begin(output);
        foreach ((string name, string value) in block.Headers)
        {
            byte[] nameBytes = Latin(name);
            if (name.Length % 2 is 0)
            {
                encoder.WriteRepeated(output, nameBytes, Latin(value));
            }
            else
            {
                encoder.WriteChanging(output, nameBytes, Latin(value));
            }
        }

        decoder.Decode(output.Span, headers);
        return headers.Lines.SequenceEqual(block.Headers.Select(header => $"{header.Name}: {header.Value}"));
    }

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    // Few names and values, so that they repeat; some long, so that the table overflows.
    private static Gen<List<Block>> Blocks()
    {
        Gen<string> name = Gen.Elements("a", "bb", "ccc", ":path", "content-type", "te", new string('n', 200));
        Gen<string> value = Gen.Elements(
            "", "1", "trailers", "POST", new string('v', 126), new string('w', 127), new string('x', 1500));
        Gen<(string, string)[]> headers = Gen.Zip(name, value).Select(pair => (pair.Item1, pair.Item2)).ArrayOf();
        Gen<uint?> size = Gen.Frequency(
            (3, Gen.Constant<uint?>(null)), (1, Gen.Choose(0, 6000).Select(bytes => (uint?)bytes)));
        return Gen.Zip(size, headers).Select(block => new Block(block.Item1, block.Item2)).ListOf();
    }

    private sealed record Block(uint? TableBytes, (string Name, string Value)[] Headers);
}
