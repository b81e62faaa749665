using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>Writes a message as a frame of gRPC: a flag, the length of the payload, the payload.</summary>
/// <remarks>
/// <para>The message is encoded once, straight into the memory of the output; no array lies in between (G15).</para>
/// </remarks>
public static class GrpcFrameWriter
{
    /// <summary>Bytes in front of each payload: one for the flag, four for the length, big-endian.</summary>
    public const int PrefixBytes = 5;

    private const byte PlainFlag = 0;

    /// <summary>How many bytes the frame of a message takes, prefix included.</summary>
    /// <exception cref="OverflowException">The frame is larger than 2 GiB − 1.</exception>
    public static int SizeOf(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return checked(PrefixBytes + message.CalculateSize());
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="output">Is advanced by <see cref="SizeOf"/>.</param>
    /// <param name="message">Must not change meanwhile.</param>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Write(output, message, message.CalculateSize());
    }

    /// <summary>Writes a frame whose size is known already, so that it is not calculated again.</summary>
    /// <param name="output">Is advanced by <see cref="PrefixBytes"/> and <paramref name="payloadBytes"/>.</param>
    /// <param name="message">Must not change meanwhile.</param>
    /// <param name="payloadBytes">What <see cref="IMessage.CalculateSize"/> gave; anything else ruins the stream, or
    /// is an exception where the whole frame fits into one span of the output.</param>
    public static void Write(IBufferWriter<byte> output, IMessage message, int payloadBytes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfNegative(payloadBytes);

        Span<byte> span = output.GetSpan(PrefixBytes);
        span[0] = PlainFlag;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)payloadBytes);
        if (span.Length - PrefixBytes >= payloadBytes)
        {
            message.WriteTo(span.Slice(PrefixBytes, payloadBytes));
            output.Advance(PrefixBytes + payloadBytes);
            return;
        }

        // A large message goes out in the segments that the output likes, not in one that is made for it.
        output.Advance(PrefixBytes);
        message.WriteTo(output);
    }
}
