using System.Buffers.Binary;
using System.Text;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Writes the frames that are not messages.</summary>
internal static class FrameWriter
{
    /// <summary>What a client says first (RFC 9113, section 3.4).</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Preface, settings, and the window of the connection, which no setting can open.</summary>
    public static void WriteGreeting(PooledBuffer output)
    {
        output.Write(Preface);
        WriteHeader(output, new FrameHeader(3 * Settings.EntryBytes, FrameType.Settings, FrameFlags.None, 0));
        WriteSetting(output, Settings.EnablePush, 0);
        WriteSetting(output, Settings.InitialWindowSize, H2Limits.StreamWindow);
        WriteSetting(output, Settings.MaxHeaderListSize, H2Limits.HeaderListBytes);
        WriteWindowUpdate(output, 0, H2Limits.ConnectionWindow - Settings.DefaultWindow);
    }

    /// <summary>Writes the header of a frame; the payload is to follow.</summary>
    public static void WriteHeader(PooledBuffer output, in FrameHeader header)
    {
        header.Write(output.GetSpan(FrameHeader.Bytes));
        output.Advance(FrameHeader.Bytes);
    }

    /// <summary>Says that the peer's settings hold.</summary>
    public static void WriteSettingsAck(PooledBuffer output) =>
        WriteHeader(output, new FrameHeader(0, FrameType.Settings, FrameHeader.Ack, 0));

    /// <summary>Writes a PING or the answer to one.</summary>
    public static void WritePing(PooledBuffer output, ulong payload, bool ack)
    {
        FrameFlags flags = ack ? FrameHeader.Ack : FrameFlags.None;
        WriteHeader(output, new FrameHeader(sizeof(ulong), FrameType.Ping, flags, 0));
        BinaryPrimitives.WriteUInt64BigEndian(output.GetSpan(sizeof(ulong)), payload);
        output.Advance(sizeof(ulong));
    }

    /// <summary>Opens a window by so many bytes; stream 0 is the connection.</summary>
    public static void WriteWindowUpdate(PooledBuffer output, int streamId, int bytes) =>
        WriteNumber(output, FrameType.WindowUpdate, streamId, (uint)bytes);

    /// <summary>Ends a stream at once.</summary>
    public static void WriteRstStream(PooledBuffer output, int streamId, H2ErrorCode code) =>
        WriteNumber(output, FrameType.RstStream, streamId, (uint)code);

    /// <summary>Ends the connection. The peer opens no streams, so the last one it opened is 0.</summary>
    public static void WriteGoAway(PooledBuffer output, H2ErrorCode code, string text)
    {
        const int NumberBytes = 2 * sizeof(uint);
        byte[] debug = Encoding.UTF8.GetBytes(text);
        WriteHeader(output, new FrameHeader(NumberBytes + debug.Length, FrameType.GoAway, FrameFlags.None, 0));
        Span<byte> numbers = output.GetSpan(NumberBytes);
        BinaryPrimitives.WriteUInt32BigEndian(numbers, 0);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[sizeof(uint)..], (uint)code);
        output.Advance(NumberBytes);
        output.Write(debug);
    }

    /// <summary>Writes a header block, over as many frames as the peer's limit demands.</summary>
    public static void WriteHeaderBlock(PooledBuffer output, int streamId, ReadOnlySpan<byte> block, int frameBytesMax)
    {
        var type = FrameType.Headers;
        do
        {
            int part = Math.Min(block.Length, frameBytesMax);
            FrameFlags flags = part == block.Length ? FrameFlags.EndHeaders : FrameFlags.None;
            WriteHeader(output, new FrameHeader(part, type, flags, streamId));
            output.Write(block[..part]);
            block = block[part..];
            type = FrameType.Continuation;
        }
        while (!block.IsEmpty);
    }

    private static void WriteNumber(PooledBuffer output, FrameType type, int streamId, uint number)
    {
        WriteHeader(output, new FrameHeader(sizeof(uint), type, FrameFlags.None, streamId));
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), number);
        output.Advance(sizeof(uint));
    }

    private static void WriteSetting(PooledBuffer output, ushort id, uint value)
    {
        Span<byte> entry = output.GetSpan(Settings.EntryBytes);
        BinaryPrimitives.WriteUInt16BigEndian(entry, id);
        BinaryPrimitives.WriteUInt32BigEndian(entry[sizeof(ushort)..], value);
        output.Advance(Settings.EntryBytes);
    }
}
