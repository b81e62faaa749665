using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: frames are found however their bytes are cut, and no bytes do harm.
/// Method: three frames cut at every position and random frames cut at random ones; random bytes.
/// </summary>
public sealed class FrameReaderTests
{
    private static readonly byte[] Three =
    [
        .. PeerLink.Bytes(FrameType.Headers, FrameFlags.EndHeaders, 1, 0x88),
        .. PeerLink.Bytes(FrameType.Data, FrameFlags.None, 1, 0, 0, 0, 0, 2, 8, 1),
        .. PeerLink.Bytes(FrameType.Settings, FrameHeader.Ack, 0),
    ];

    [Fact]
    public void Three_frames_are_found_at_every_cut()
    {
        string whole = Describe(Three, [Three.Length]);

        Assert.Equal("Headers 1 88|Data 1 00000000020801|Settings 0 ", whole);
        Assert.All(Enumerable.Range(1, Three.Length - 1), cut => Assert.Equal(whole, Describe(Three, [cut])));
        Assert.Equal(whole, Describe(Three, Enumerable.Range(1, Three.Length)));
    }

    [Fact]
    public void Frames_are_found_at_random_cuts() =>
        Prop.ForAll(Gen.Zip(Frames(), Gen.Choose(1, 60).ListOf()).ToArbitrary(), input =>
        {
            byte[] bytes = [.. input.Item1.SelectMany(frame => frame)];
            return string.Equals(Describe(bytes, input.Item2), Describe(bytes, []), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_bytes_are_frames_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                return Describe(bytes, []) is not null;
            }
            catch (H2Exception broken)
            {
                return broken.Code is H2ErrorCode.FrameSizeError;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_header_is_written_as_it_is_read()
    {
        var header = new FrameHeader(0xABCDEF, FrameType.Ping, (FrameFlags)0x5A, 0x7ABCDEF1);
        byte[] bytes = new byte[FrameHeader.Bytes];

        header.Write(bytes);

        Assert.Equal("ABCDEF065A7ABCDEF1", Convert.ToHexString(bytes));
        Assert.Equal(header, FrameHeader.Read(bytes));
    }

    [Fact]
    public void The_reserved_bit_of_the_stream_id_is_ignored() =>
        Assert.Equal(1, FrameHeader.Read(Convert.FromHexString("000000000080000001")).StreamId);

    [Fact]
    public void A_frame_that_is_too_large_is_refused_before_its_payload_is_there()
    {
        ReadOnlyMemory<byte> input = Convert.FromHexString("004001000000000001");

        var refused = Assert.Throws<H2Exception>(() => FrameReader.TryRead(ref input, out _, out _));

        Assert.Equal(H2ErrorCode.FrameSizeError, refused.Code);
    }

    [Theory]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Padded, "020102" + "0000", "0102")]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Padded, "00", "")]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Padded, "0100", "")]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Priority, "0102", "0102")]
    [InlineData((byte)FrameType.Headers, (byte)FrameFlags.Priority, "00000003" + "10" + "88", "88")]
    [InlineData((byte)FrameType.Headers, (byte)(FrameFlags.Priority | FrameFlags.Padded), "0100000003108800", "88")]
    public void Padding_and_priority_are_taken_off(byte type, byte flags, string payload, string content)
    {
        byte[] bytes = Convert.FromHexString(payload);

        var header = new FrameHeader(bytes.Length, (FrameType)type, (FrameFlags)flags, 1);

        ReadOnlyMemory<byte> rest = FrameReader.Content(header, bytes);

        Assert.Equal(content, Convert.ToHexString(rest.Span));
    }

    [Theory]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Padded, "", (int)H2ErrorCode.FrameSizeError)]
    [InlineData((byte)FrameType.Data, (byte)FrameFlags.Padded, "01", (int)H2ErrorCode.ProtocolError)]
    [InlineData((byte)FrameType.Headers, (byte)FrameFlags.Padded, "03" + "0102", (int)H2ErrorCode.ProtocolError)]
    [InlineData((byte)FrameType.Headers, (byte)FrameFlags.Priority, "00000000", (int)H2ErrorCode.FrameSizeError)]
    public void More_padding_than_frame_is_refused(byte type, byte flags, string payload, int code)
    {
        byte[] bytes = Convert.FromHexString(payload);

        var refused = Assert.Throws<H2Exception>(
            () => FrameReader.Content(new FrameHeader(bytes.Length, (FrameType)type, (FrameFlags)flags, 1), bytes));

        Assert.Equal((H2ErrorCode)code, refused.Code);
    }

    // Feeds the bytes in parts, as a socket does: what was not used comes again, with more behind it.
    private static string Describe(byte[] bytes, IEnumerable<int> cuts)
    {
        List<string> found = [];
        int start = 0;
        foreach (int end in cuts.Where(cut => cut < bytes.Length).Order().Append(bytes.Length))
        {
            ReadOnlyMemory<byte> input = bytes.AsMemory(start, end - start);
            while (FrameReader.TryRead(ref input, out FrameHeader header, out ReadOnlyMemory<byte> payload))
            {
                found.Add($"{header.Type} {header.StreamId} {Convert.ToHexString(payload.Span)}");
            }

            start = end - input.Length;
        }

        return string.Join('|', found);
    }

    private static Gen<List<byte[]>> Frames() =>
        Gen.Zip(Gen.Choose(0, 12), Gen.Choose(0, 20))
            .Select(frame => PeerLink.Bytes((FrameType)frame.Item1, FrameFlags.None, 1, new byte[frame.Item2]))
            .ListOf();
}
