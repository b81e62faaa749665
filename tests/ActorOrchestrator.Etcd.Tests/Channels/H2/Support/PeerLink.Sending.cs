using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using ActorOrchestrator.Etcd.Channels.H2;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <content>What the peer sends.</content>
internal sealed partial class PeerLink
{
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
        FrameType.GoAway,
        FrameFlags.None,
        0,
        [.. Numbers((uint)lastStreamId, (uint)code), .. Encoding.UTF8.GetBytes(debug)]);

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

    /// <summary>Part of a body, in frames of the usual size.</summary>
    public async Task SendBodyAsync(int streamId, byte[] body)
    {
        foreach (byte[] part in body.Chunk(H2Limits.FrameBytes))
        {
            await SendAsync(FrameType.Data, FrameFlags.None, streamId, part);
        }
    }

    /// <summary>A body of which no more is sent than the client's window allows, and its updates open.</summary>
    public async Task SendBodyInWindowAsync(int streamId, byte[] body, int window)
    {
        foreach (byte[] part in body.Chunk(H2Limits.FrameBytes))
        {
            while (window < part.Length)
            {
                Frame update = await NextAsync(FrameType.WindowUpdate);
                window += update.Header.StreamId == streamId ? (int)update.Number : 0;
            }

            window -= part.Length;
            await SendAsync(FrameType.Data, FrameFlags.None, streamId, part);
        }
    }

    /// <summary>Waits until the client has done all that was asked before. Nothing but the answer may come.</summary>
    public async Task PingAsync()
    {
        await SendAsync(FrameType.Ping, FrameFlags.None, 0, new byte[8]);
        Assert.Equal(new FrameHeader(8, FrameType.Ping, FrameHeader.Ack, 0), (await NextAsync()).Header);
    }

    /// <summary>Writes the same until the client has had enough.</summary>
    public async Task FloodAsync(byte[] bytes)
    {
        try
        {
            while (true)
            {
                await _stream.WriteAsync(bytes).Within();
            }
        }
        catch (IOException)
        {
            // The client has closed the connection.
        }
    }

    public void Close() => _socket.Shutdown(SocketShutdown.Both);

    /// <summary>Ends the connection with a reset of TCP.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

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
