using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A frame that the client sent.</summary>
internal sealed record Frame(FrameHeader Header, byte[] Payload, Dictionary<string, string> Headers)
{
    /// <summary>The payload as a number, as RST_STREAM and WINDOW_UPDATE have it.</summary>
    public uint Number => BinaryPrimitives.ReadUInt32BigEndian(Payload);

    /// <summary>The error code of a GOAWAY.</summary>
    public H2ErrorCode GoAwayCode => (H2ErrorCode)BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(4));
}

/// <summary>A connection of the scripted peer: raw bytes out, frames in.</summary>
internal sealed partial class PeerLink : IDisposable
{
    private const int PrefaceBytes = 24;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HpackDecoder _decoder = new(4096);

    public PeerLink(Socket socket)
    {
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public async Task ReadPrefaceAsync() =>
        Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Encoding.ASCII.GetString(await ReadAsync(PrefaceBytes)));

    public async Task<byte[]> ReadAsync(int bytes)
    {
        byte[] buffer = new byte[bytes];
        await _stream.ReadExactlyAsync(buffer).Within();
        return buffer;
    }

    /// <summary>The next frame, whatever it is.</summary>
    public async Task<Frame> NextAsync()
    {
        var header = FrameHeader.Read(await ReadAsync(FrameHeader.Bytes));
        byte[] payload = await ReadAsync(header.Length);
        var headers = new HeaderList();
        if (header.Type is FrameType.Headers && header.Has(FrameFlags.EndHeaders))
        {
            // Also of a call that the test passes over: the table changes with each.
            _decoder.Decode(payload, headers);
        }

        return new Frame(header, payload, headers.ByName);
    }

    /// <summary>The next frame of a type; others are passed over.</summary>
    public async Task<Frame> NextAsync(FrameType type)
    {
        while (true)
        {
            Frame frame = await NextAsync();
            if (frame.Header.Type == type)
            {
                return frame;
            }
        }
    }

    /// <summary>The headers of the next call, by name.</summary>
    public async Task<(int StreamId, Dictionary<string, string> Headers, int BlockBytes)> NextCallAsync()
    {
        Frame frame = await NextAsync(FrameType.Headers);
        return (frame.Header.StreamId, frame.Headers, frame.Payload.Length);
    }

    /// <summary>DATA frames that hold so many bytes together, and not one more.</summary>
    public async Task<List<Frame>> NextFramesAsync(int bytes)
    {
        List<Frame> frames = [];
        for (int rest = bytes; rest > 0; rest -= frames[^1].Header.Length)
        {
            frames.Add(await NextAsync(FrameType.Data));
            Assert.InRange(frames[^1].Header.Length, 1, rest);
        }

        return frames;
    }

    /// <summary>So many bytes of DATA, and not one more.</summary>
    public async Task<List<byte>> NextBytesAsync(int bytes) =>
        [.. (await NextFramesAsync(bytes)).SelectMany(frame => frame.Payload)];

    /// <summary>Window updates until a stream is reset.</summary>
    public async Task<List<Frame>> UpdatesUntilResetAsync()
    {
        List<Frame> updates = [];
        while (true)
        {
            Frame frame = await NextAsync();
            switch (frame.Header.Type)
            {
                case FrameType.RstStream:
                    return updates;
                case FrameType.WindowUpdate:
                    updates.Add(frame);
                    break;
            }
        }
    }

    /// <summary>Reads a call to the end of its request: the messages, framed.</summary>
    public async Task<byte[]> NextBodyAsync()
    {
        List<byte> body = [];
        while (true)
        {
            Frame data = await NextAsync(FrameType.Data);
            body.AddRange(data.Payload);
            if (data.Header.Has(FrameFlags.EndStream))
            {
                return [.. body];
            }
        }
    }

    /// <summary>Reads until the client has closed its side.</summary>
    /// <returns>The last frame of a type that came before.</returns>
    public async Task<Frame?> LastBeforeCloseAsync(FrameType type)
    {
        Frame? last = null;
        while (true)
        {
            try
            {
                Frame frame = await NextAsync();
                last = frame.Header.Type == type ? frame : last;
            }
            catch (IOException)
            {
                // The end, or a reset: the client does not read what it no longer needs.
                return last;
            }
        }
    }

    public void Dispose() => _stream.Dispose();
}
