using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Hpack;

/// <summary>
/// Goal: no bytes make the decoder hang, overrun, or throw anything but its own exception.
/// Method: random blocks, and blocks of RFC 7541 with random bytes changed, one after the other through one decoder.
/// </summary>
public sealed class HpackRandomTests
{
    private const string Good = "88c16196d07abe941054d444a8200595040b8166e084a62d1bff400a637573746f6d2d6b65790c637573";

    [Fact]
    public void Random_blocks_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), blocks =>
        {
            var decoder = new HpackDecoder(4096);
            return blocks.All(block => IsReadOrRefused(decoder, block));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Spoiled_blocks_are_read_or_refused()
    {
        byte[] good = Convert.FromHexString(Good);
        for (int at = 0; at < good.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] spoiled = [.. good];
                spoiled[at] = (byte)value;
                var decoder = new HpackDecoder(4096);
                Assert.True(IsReadOrRefused(decoder, spoiled));
                Assert.InRange(decoder.TableBytes, 0, 4096);
            }
        }
    }

    [Fact]
    public void Cut_blocks_are_read_or_refused()
    {
        byte[] good = Convert.FromHexString(Good);

        Assert.All(
            Enumerable.Range(0, good.Length),
            length => Assert.True(IsReadOrRefused(new HpackDecoder(4096), good[..length])));
    }

    private static bool IsReadOrRefused(HpackDecoder decoder, byte[] block)
    {
        try
        {
            decoder.Decode(block, new HeaderList());
            return true;
        }
        catch (H2Exception broken)
        {
            return broken.Code is H2ErrorCode.CompressionError;
        }
    }
}
