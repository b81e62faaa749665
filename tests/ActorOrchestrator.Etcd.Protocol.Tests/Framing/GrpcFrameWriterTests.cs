using System.Buffers;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: a frame is flag, length and message, written once and straight into the output (etcd.md G2, G15).
/// Method: the bytes are compared with ones written by hand, through outputs that give all, little or a lot of memory.
/// </summary>
public sealed class GrpcFrameWriterTests
{
    [Fact]
    public void A_frame_is_flag_length_and_message()
    {
        var output = new ArrayBufferWriter<byte>();

        GrpcFrameWriter.Write(output, new PutRequest { Key = ByteString.CopyFromUtf8("ab"), Lease = 3 });

        Assert.Equal([0, 0, 0, 0, 6, 0x0A, 2, (byte)'a', (byte)'b', 0x18, 3], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void An_empty_message_is_a_prefix_alone()
    {
        var output = new ArrayBufferWriter<byte>();

        GrpcFrameWriter.Write(output, new StatusRequest());

        Assert.Equal(new byte[GrpcFrameWriter.PrefixBytes], output.WrittenSpan.ToArray());
        Assert.Equal(GrpcFrameWriter.PrefixBytes, GrpcFrameWriter.SizeOf(new StatusRequest()));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void A_message_of_any_size_is_written_in_the_segments_of_the_output(int segmentBytes)
    {
        foreach (int size in new[] { 0, 1, 58, 59, 60, 127, 128, 255, 256, 65_535, 65_536, 300_000 })
        {
            var message = new PutRequest { Value = ByteString.CopyFrom(new byte[size]) };
            var output = new SegmentedOutput(segmentBytes);

            GrpcFrameWriter.Write(output, message, message.CalculateSize());

            int length = message.CalculateSize();
            byte[] prefix = [0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length];
            Assert.Equal([.. prefix, .. message.ToByteArray()], output.Written);
            Assert.Equal(GrpcFrameWriter.SizeOf(message), output.Written.Count);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void A_size_that_is_not_the_messages_is_refused_before_anything_is_written(int wrongBytes)
    {
        var output = new SegmentedOutput(64);
        var message = new PutRequest { Key = ByteString.CopyFromUtf8("ab"), Lease = 3 };

        Assert.NotNull(Record.Exception(() => GrpcFrameWriter.Write(output, message, wrongBytes)));

        Assert.Empty(output.Written);
    }

    [Fact]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => GrpcFrameWriter.Write(new ArrayBufferWriter<byte>(), new StatusRequest(), -1));

    [Fact]
    public void Writing_allocates_nothing()
    {
        var output = new ArrayBufferWriter<byte>(1_024);
        var message = new PutRequest { Key = ByteString.CopyFromUtf8("ab"), Lease = 3 };
        GrpcFrameWriter.Write(output, message);
        long before = GC.GetAllocatedBytesForCurrentThread();

        GrpcFrameWriter.Write(output, message);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2 * GrpcFrameWriter.SizeOf(message), output.WrittenCount);
    }

    [Fact]
    public void The_frame_that_is_explained_in_the_documents_is_a_put()
    {
        var output = new ArrayBufferWriter<byte>();

        GrpcFrameWriter.Write(
            output, new PutRequest { Key = ByteString.CopyFromUtf8("k"), Value = ByteString.CopyFromUtf8("v") });

        string bytes = Convert.ToHexStringLower(output.WrittenSpan);
        Assert.Contains(
            string.Join(' ', bytes.Chunk(2).Select(digits => new string(digits))),
            TestData.Document("docs/internals/wire.md"),
            StringComparison.Ordinal);
    }

    /// <summary>Gives spans of one size, whatever is asked for, as long as it is not less, with old bytes in them.
    /// </summary>
    private sealed class SegmentedOutput(int segmentBytes) : IBufferWriter<byte>
    {
        private byte[] _segment = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count) => Written.AddRange(_segment.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            _segment = new byte[Math.Max(sizeHint, segmentBytes)];
            _segment.AsSpan().Fill(0xEE);
            return _segment;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
