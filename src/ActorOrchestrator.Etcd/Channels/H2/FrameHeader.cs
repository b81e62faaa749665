using System.Buffers.Binary;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The types of frames of RFC 9113, section 6. Others are ignored.</summary>
internal enum FrameType : byte
{
    Data = 0x0,
    Headers = 0x1,
    Priority = 0x2,
    RstStream = 0x3,
    Settings = 0x4,
    PushPromise = 0x5,
    Ping = 0x6,
    GoAway = 0x7,
    WindowUpdate = 0x8,
    Continuation = 0x9,
}

/// <summary>The flags of frames; what one means depends on the type.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>Of DATA and HEADERS: END_STREAM.</summary>
    EndStream = 0x1,

    /// <summary>Of HEADERS and CONTINUATION: END_HEADERS.</summary>
    EndHeaders = 0x4,

    /// <summary>Of DATA and HEADERS: PADDED.</summary>
    Padded = 0x8,

    /// <summary>Of HEADERS: PRIORITY.</summary>
    Priority = 0x20,
}

/// <summary>The nine bytes in front of each frame (RFC 9113, section 4.1).</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Type">What it is.</param>
/// <param name="Flags">How it is.</param>
/// <param name="StreamId">Which stream it belongs to; 0 is the connection.</param>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int StreamId)
{
    /// <summary>Flag of SETTINGS and PING: ACK. The same bit means END_STREAM elsewhere.</summary>
    public const FrameFlags Ack = FrameFlags.EndStream;

    /// <summary>How many bytes a header has.</summary>
    public const int Bytes = 9;

    /// <summary>Reads a header; the reserved bit is ignored.</summary>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (bytes[0] << 16) | (bytes[1] << 8) | bytes[2],
        (FrameType)bytes[3],
        (FrameFlags)bytes[4],
        (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]) & int.MaxValue));

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)(Length >> 16);
        bytes[1] = (byte)(Length >> 8);
        bytes[2] = (byte)Length;
        bytes[3] = (byte)Type;
        bytes[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], StreamId);
    }

    /// <summary>Whether a flag is set.</summary>
    public bool Has(FrameFlags flag) => (Flags & flag) is not FrameFlags.None;
}
