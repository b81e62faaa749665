using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A frame that the client sent.</summary>
internal sealed record Frame(FrameHeader Header, byte[] Payload)
{
    /// <summary>The payload as a number, as RST_STREAM and WINDOW_UPDATE have it.</summary>
    public uint Number => BinaryPrimitives.ReadUInt32BigEndian(Payload);

    /// <summary>The error code of a GOAWAY.</summary>
    public H2ErrorCode GoAwayCode => (H2ErrorCode)BinaryPrimitives.ReadInt32BigEndian(Payload.AsSpan(4));
}

/// <summary>A connection of the scripted peer: raw bytes out, frames in.</summary>
internal sealed class PeerLink : IDisposable
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
        return new Frame(header, await ReadAsync(header.Length));
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
        Assert.True(frame.Header.Has(FrameFlags.EndHeaders));
        var headers = new HeaderList();
        _decoder.Decode(frame.Payload, headers);
        return (frame.Header.StreamId, headers.ByName, frame.Payload.Length);
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

    public Task SendAsync(params byte[] bytes) => _stream.WriteAsync(bytes).Within();

    public Task SendAsync(FrameType type, FrameFlags flags, int streamId, params byte[] payload) =>
        SendAsync(Bytes(type, flags, streamId, payload));

    public Task SendSettingsAsync(params (ushort Id, uint Value)[] settings)
    {
        byte[] payload = new byte[settings.Length * 6];
        for (int i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(i * 6), settings[i].Id);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan((i * 6) + 2), settings[i].Value);
        }

        return SendAsync(FrameType.Settings, FrameFlags.None, 0, payload);
    }

    public Task SendNumberAsync(FrameType type, int streamId, uint number) =>
        SendAsync(type, FrameFlags.None, streamId, Numbers(number));

    public Task SendGoAwayAsync(int lastStreamId, H2ErrorCode code, string debug = "") => SendAsync(
        FrameType.GoAway, FrameFlags.None, 0, [.. Numbers((uint)lastStreamId, (uint)code), .. Encoding.UTF8.GetBytes(debug)]);

    public Task SendHeadersAsync(int streamId, bool end, params (string Name, string Value)[] headers) => SendAsync(
        FrameType.Headers,
        FrameFlags.EndHeaders | (end ? FrameFlags.EndStream : FrameFlags.None),
        streamId,
        Block(headers));

    /// <summary>The headers of a good answer, without its end.</summary>
    public Task SendGoodHeadersAsync(int streamId) =>
        SendHeadersAsync(streamId, end: false, (":status", "200"), ("content-type", "application/grpc"));

    /// <summary>A whole good answer to a unary call.</summary>
    public async Task AnswerAsync(int streamId, params byte[] message)
    {
        await SendGoodHeadersAsync(streamId);
        await SendAsync(FrameType.Data, FrameFlags.None, streamId, Message(message));
        await SendTrailersAsync(streamId);
    }

    public Task SendTrailersAsync(int streamId, int status = 0) =>
        SendHeadersAsync(streamId, end: true, ("grpc-status", $"{status}"));

    public void Close() => _socket.Shutdown(SocketShutdown.Both);

    /// <summary>Ends the connection with a reset of TCP.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _stream.Dispose();

    public static byte[] Numbers(params uint[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), numbers[i]);
        }

        return bytes;
    }

    public static byte[] Bytes(FrameType type, FrameFlags flags, int streamId, params byte[] payload)
    {
        byte[] frame = new byte[FrameHeader.Bytes + payload.Length];
        new FrameHeader(payload.Length, type, flags, streamId).Write(frame);
        payload.CopyTo(frame, FrameHeader.Bytes);
        return frame;
    }

    /// <summary>A message with its prefix.</summary>
    public static byte[] Message(params byte[] payload) => [0, .. Numbers((uint)payload.Length), .. payload];

    /// <summary>A header block of literals, which changes no table.</summary>
    public static byte[] Block(params (string Name, string Value)[] headers)
    {
        var block = new PooledBuffer();
        foreach ((string name, string value) in headers)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.Span.ToArray();
    }

    private static void WriteText(PooledBuffer block, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = bytes.Length;
        block.WriteByte((byte)Math.Min(length, 127));
        for (int rest = length - 127; rest >= 0; rest = (rest >> 7) - (rest < 128 ? 1 : 0))
        {
            block.WriteByte((byte)((rest & 127) | (rest >= 128 ? 128 : 0)));
        }

        block.Write(bytes);
    }
}
