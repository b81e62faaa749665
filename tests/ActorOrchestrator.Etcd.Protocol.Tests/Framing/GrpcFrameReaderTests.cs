using System.Buffers;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: frames are found however they were cut, and what is no frame ends the stream at once (etcd.md G2, G3, S1).
/// Method: bytes that are written by hand, in every cut.
/// </summary>
public sealed class GrpcFrameReaderTests
{
    private const int Max = 1_000;

    [Fact]
    public void S1_three_messages_are_read_from_one_piece()
    {
        ReadOnlySequence<byte> input = new(Recorded());

        Assert.Equal(Messages(), Read(ref input));
        Assert.True(input.IsEmpty);
    }

    [Fact]
    public void S1_three_messages_are_read_when_they_are_cut_anywhere()
    {
        byte[] bytes = Recorded();
        for (var one = 0; one <= bytes.Length; one++)
        {
            for (int two = one; two <= bytes.Length; two++)
            {
                ReadOnlySequence<byte> input = Segments.Cut(bytes, one, two);

                Assert.Equal(Messages(), Read(ref input));
                Assert.True(input.IsEmpty);
            }
        }
    }

    [Fact]
    public void S1_three_messages_are_read_byte_by_byte()
    {
        byte[] bytes = Recorded();
        var read = new List<string>();
        var taken = 0;
        for (var length = 0; length <= bytes.Length; length++)
        {
            // As many segments as bytes that came and were not taken.
            ReadOnlySequence<byte> input =
                Segments.Cut(bytes.AsMemory(taken..length), Enumerable.Range(0, length - taken));
            read.AddRange(Read(ref input));
            taken = length - (int)input.Length;
        }

        Assert.Equal(Messages(), read);
        Assert.Equal(bytes.Length, taken);
    }

    [Fact]
    public void S1_a_message_inside_one_segment_is_not_copied()
    {
        byte[] bytes = Recorded();
        var reader = new GrpcFrameReader(Max);
        ReadOnlySequence<byte> input = new(bytes);
        for (var offset = 0; reader.TryRead(ref input, out ReadOnlySequence<byte> message);)
        {
            Assert.True(message.IsSingleSegment);
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(
                message.First, out ArraySegment<byte> segment));
            Assert.Same(bytes, segment.Array);
            Assert.Equal(offset + GrpcFrameWriter.PrefixBytes, segment.Offset);
            offset += GrpcFrameWriter.PrefixBytes + (int)message.Length;
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] bytes = Recorded();
        ReadOnlySequence<byte> whole = Segments.Cut(bytes, Enumerable.Range(0, bytes.Length));
        var reader = new GrpcFrameReader(Max);
        _ = TakeAll(reader, whole);
        long before = GC.GetAllocatedBytesForCurrentThread();

        int count = TakeAll(reader, whole);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(3, count);
    }

    [Fact]
    public void An_incomplete_frame_leaves_the_input_as_it_is()
    {
        byte[] bytes = Frame([1, 2, 3]);
        var reader = new GrpcFrameReader(Max);
        for (var length = 0; length < bytes.Length; length++)
        {
            var input = new ReadOnlySequence<byte>(bytes, 0, length);
            ReadOnlySequence<byte> before = input;

            Assert.False(reader.TryRead(ref input, out ReadOnlySequence<byte> message));

            Assert.Equal(before.Start, input.Start);
            Assert.Equal(before.End, input.End);
            Assert.True(message.IsEmpty);
        }
    }

    [Fact]
    public void A_message_without_bytes_is_a_message()
    {
        ReadOnlySequence<byte> input = new([0, 0, 0, 0, 0]);

        Assert.True(new GrpcFrameReader(0).TryRead(ref input, out ReadOnlySequence<byte> message));

        Assert.True(message.IsEmpty);
        Assert.True(input.IsEmpty);
        Assert.Equal(new PutResponse(), PutResponse.Parser.ParseFrom(message));
    }

    [Theory]
    [InlineData(1, "compressed flag set with identity or empty encoding")]
    [InlineData(2, "grpc: received unexpected payload format 2")]
    [InlineData(128, "grpc: received unexpected payload format 128")]
    [InlineData(255, "grpc: received unexpected payload format 255")]
    public void A_flag_that_is_not_plain_is_refused_at_the_first_byte(byte flag, string text)
    {
        foreach (byte[] start in new byte[][] { [flag], [flag, 0, 0, 0], [flag, 0, 0, 0, 0], [flag, 9, 9, 9, 9, 9] })
        {
            AssertRefused(Max, start, GrpcStatusCode.Internal, text);
        }
    }

    [Theory]
    [InlineData(1_000, new byte[] { 0, 0, 0, 3, 233 }, "grpc: received message larger than max (1001 vs. 1000)")]
    [InlineData(0, new byte[] { 0, 0, 0, 0, 1 }, "grpc: received message larger than max (1 vs. 0)")]
    [InlineData(
        2_097_152, new byte[] { 0, 0, 32, 0, 1 }, "grpc: received message larger than max (2097153 vs. 2097152)")]
    [InlineData(
        int.MaxValue,
        new byte[] { 0, 128, 0, 0, 0 },
        "grpc: received message larger than max (2147483648 vs. 2147483647)")]
    [InlineData(
        long.MaxValue,
        new byte[] { 0, 255, 255, 255, 255 },
        "grpc: received message larger than max (4294967295 vs. 2147483647)")]
    public void A_length_above_the_maximum_is_refused_before_the_payload_is_there(
        long maxBytes, byte[] prefix, string text)
    {
        AssertRefused(maxBytes, prefix, GrpcStatusCode.ResourceExhausted, text);
        AssertRefused(maxBytes, [.. prefix, 1], GrpcStatusCode.ResourceExhausted, text);
    }

    [Fact]
    public void The_largest_message_that_is_allowed_is_read()
    {
        ReadOnlySequence<byte> input = new(Frame(new byte[Max]));

        Assert.True(new GrpcFrameReader(Max).TryRead(ref input, out ReadOnlySequence<byte> message));
        Assert.Equal(Max, message.Length);
    }

    [Fact]
    public void A_maximum_below_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrpcFrameReader(-1));

    [Fact]
    public void A_stream_may_end_between_frames_only()
    {
        byte[] bytes = Frame([1, 2, 3]);
        GrpcFrameReader.CheckEnd(ReadOnlySequence<byte>.Empty);
        for (var length = 1; length < bytes.Length; length++)
        {
            var rest = new ReadOnlySequence<byte>(bytes, 0, length);

            GrpcFrameException failure = Assert.Throws<GrpcFrameException>(() => GrpcFrameReader.CheckEnd(rest));

            Assert.Equal(GrpcStatusCode.Internal, failure.Status);
            Assert.Equal($"unexpected EOF: the stream ended {length} bytes into a message", failure.Text);
        }
    }

    private static void AssertRefused(long maxBytes, byte[] bytes, GrpcStatusCode status, string text)
    {
        foreach (int cut in Enumerable.Range(0, bytes.Length + 1))
        {
            GrpcFrameException failure = Assert.Throws<GrpcFrameException>(() =>
            {
                ReadOnlySequence<byte> input = Segments.Cut(bytes, cut, cut);
                _ = new GrpcFrameReader(maxBytes).TryRead(ref input, out _);
            });
            Assert.Equal(status, failure.Status);
            Assert.Equal(text, failure.Text);
            Assert.Equal(text, failure.Message);
        }
    }

    private static string[] Read(ref ReadOnlySequence<byte> input)
    {
        var messages = new List<string>();
        var reader = new GrpcFrameReader(Max);
        while (reader.TryRead(ref input, out ReadOnlySequence<byte> message))
        {
            messages.Add(Convert.ToHexString(message.ToArray()));
        }

        return [.. messages];
    }

    private static int TakeAll(GrpcFrameReader reader, ReadOnlySequence<byte> input)
    {
        var count = 0;
        while (reader.TryRead(ref input, out _))
        {
            count++;
        }

        return count;
    }

    private static byte[] Recorded() => [.. Frame([1, 2, 3]), .. Frame([]), .. Frame([0, 0, 0, 0, 0, 0])];

    private static string[] Messages() => ["010203", "", "000000000000"];

    private static byte[] Frame(byte[] payload) =>
        [0, 0, 0, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
}
