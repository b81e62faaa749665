using System.Buffers.Binary;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What the peer demands of us (RFC 9113, section 6.5).</summary>
internal sealed record Settings
{
    /// <summary>Bytes of one setting: an id and a value.</summary>
    public const int EntryBytes = 6;

    /// <summary>The window of every stream and connection before anything is said.</summary>
    public const int DefaultWindow = 65_535;

    public const ushort HeaderTableSize = 0x1;
    public const ushort EnablePush = 0x2;
    public const ushort MaxConcurrentStreams = 0x3;
    public const ushort InitialWindowSize = 0x4;
    public const ushort MaxFrameSize = 0x5;
    public const ushort MaxHeaderListSize = 0x6;

    private const int SmallestFrameSize = 16 * 1024;
    private const int LargestFrameSize = (16 * 1024 * 1024) - 1;

    /// <summary>How large the dynamic table may be that we encode with.</summary>
    public uint TableBytes { get; init; } = H2Limits.HeaderTableBytes;

    /// <summary>How many calls may be open at once; there is no limit unless the peer names one.</summary>
    public uint StreamsMax { get; init; } = uint.MaxValue;

    /// <summary>The window that a stream begins with, for what we send.</summary>
    public int Window { get; init; } = DefaultWindow;

    /// <summary>The largest payload of a frame that we send.</summary>
    public int FrameBytes { get; init; } = SmallestFrameSize;

    /// <summary>Applies a SETTINGS frame, in the order of its entries. Unknown ones are ignored.</summary>
    /// <exception cref="H2Exception">A value is not allowed.</exception>
    public Settings With(ReadOnlySpan<byte> payload)
    {
        if (payload.Length % EntryBytes is not 0)
        {
            throw new H2Exception(H2ErrorCode.FrameSizeError, $"SETTINGS of {payload.Length} bytes came");
        }

        Settings settings = this;
        for (; !payload.IsEmpty; payload = payload[EntryBytes..])
        {
            ushort id = BinaryPrimitives.ReadUInt16BigEndian(payload);
            settings = settings.With(id, BinaryPrimitives.ReadUInt32BigEndian(payload[sizeof(ushort)..]));
        }

        return settings;
    }

    private Settings With(ushort id, uint value) => id switch
    {
        HeaderTableSize => this with { TableBytes = value },
        MaxConcurrentStreams => this with { StreamsMax = value },
        InitialWindowSize when value <= H2Limits.Largest => this with { Window = (int)value },
        InitialWindowSize => throw Refused(H2ErrorCode.FlowControlError, id, value),
        MaxFrameSize when value is >= SmallestFrameSize and <= LargestFrameSize =>
            this with { FrameBytes = (int)value },
        // A server must not say that it takes pushes.
        EnablePush when value is 0 => this,
        MaxFrameSize or EnablePush => throw Refused(H2ErrorCode.ProtocolError, id, value),
        _ => this,
    };

    private static H2Exception Refused(H2ErrorCode code, ushort id, uint value) =>
        new(code, $"SETTINGS has the value {value} for the setting {id}");
}
