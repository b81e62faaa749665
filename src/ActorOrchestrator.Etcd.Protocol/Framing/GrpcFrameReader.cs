using System.Buffers;
using System.Buffers.Binary;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>Finds the frames of gRPC in the bytes of a stream, however these were cut (G2).</summary>
/// <remarks>
/// <para>Payloads are slices of the input: nothing is copied, kept between calls, or allocated.</para>
/// </remarks>
public readonly struct GrpcFrameReader
{
    private const byte PlainFlag = 0;
    private const byte CompressedFlag = 1;

    private readonly long _maxMessageBytes;

    /// <summary>Makes a reader for one stream.</summary>
    /// <param name="maxMessageBytes">Largest payload that is let through, in bytes; 0 lets only empty messages through.
    /// More than 2 GiB − 1 is taken as that, since protobuf has no larger messages.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public GrpcFrameReader(long maxMessageBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxMessageBytes);
        _maxMessageBytes = Math.Min(maxMessageBytes, int.MaxValue);
    }

    /// <summary>Takes the frame at the start of the input, if all of it is there.</summary>
    /// <param name="input">What came and was not taken yet; begins at a frame. The frame is cut off it; it stays as it
    /// is when the answer is false.</param>
    /// <param name="message">The payload, a part of <paramref name="input"/>; may be empty.</param>
    /// <returns>Whether a message was taken; false: call again with more bytes.</returns>
    /// <exception cref="GrpcFrameException">The frame is broken or too large. It is thrown as soon as the prefix shows
    /// it, before the payload is there (G3).</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (input.IsEmpty)
        {
            return false;
        }

        CheckFlag(input.FirstSpan.IsEmpty ? FirstByte(input) : input.FirstSpan[0]);
        if (input.Length < GrpcFrameWriter.PrefixBytes)
        {
            return false;
        }

        long length = LengthAt(input);
        if (length > _maxMessageBytes)
        {
            throw new GrpcFrameException(
                GrpcStatusCode.ResourceExhausted,
                $"grpc: received message larger than max ({length} vs. {_maxMessageBytes})");
        }

        if (input.Length - GrpcFrameWriter.PrefixBytes < length)
        {
            return false;
        }

        message = input.Slice(GrpcFrameWriter.PrefixBytes, length);
        input = input.Slice(message.End);
        return true;
    }

    /// <summary>Is called when the stream has ended: nothing may be left then (G2).</summary>
    /// <param name="rest">What <see cref="TryRead"/> left.</param>
    /// <exception cref="GrpcFrameException">The stream ended inside a frame.</exception>
    public static void CheckEnd(in ReadOnlySequence<byte> rest)
    {
        if (!rest.IsEmpty)
        {
            throw new GrpcFrameException(
                GrpcStatusCode.Internal, $"unexpected EOF: the stream ended {rest.Length} bytes into a message");
        }
    }

    private static void CheckFlag(byte flag)
    {
        if (flag is not PlainFlag)
        {
            throw new GrpcFrameException(
                GrpcStatusCode.Internal,
                flag is CompressedFlag
                    ? "compressed flag set with identity or empty encoding"
                    : $"grpc: received unexpected payload format {flag}");
        }
    }

    private static long LengthAt(in ReadOnlySequence<byte> input)
    {
        ReadOnlySpan<byte> first = input.FirstSpan;
        if (first.Length >= GrpcFrameWriter.PrefixBytes)
        {
            return BinaryPrimitives.ReadUInt32BigEndian(first[1..]);
        }

        Span<byte> prefix = stackalloc byte[GrpcFrameWriter.PrefixBytes];
        input.Slice(0, GrpcFrameWriter.PrefixBytes).CopyTo(prefix);
        return BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }

    // A sequence may begin with an empty segment.
    private static byte FirstByte(in ReadOnlySequence<byte> input)
    {
        Span<byte> first = stackalloc byte[1];
        input.Slice(0, 1).CopyTo(first);
        return first[0];
    }
}
