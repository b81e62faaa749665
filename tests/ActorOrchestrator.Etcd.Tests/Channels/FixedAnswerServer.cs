using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>An HTTP/2 server that gives each call the same answer, and allocates nothing for it.</summary>
/// <remarks>So what a test measures in this process is the client's.</remarks>
internal sealed class FixedAnswerServer : IAsyncDisposable
{
    private const int FrameHead = 9;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;
    private readonly Task _run;

    public FixedAnswerServer(IMessage message)
    {
        byte[] payload = message.ToByteArray();
        // :status 200 is entry 8 of HPACK's static table; the others are literals that no table keeps.
        byte[] head = [0x88, .. Literal("content-type", "application/grpc")];
        byte[] trailers = Literal("grpc-status", "0");
        byte[] data = [0, .. BigEndian(payload.Length), .. payload];
        _answer = [.. Frame(1, 0x4, head), .. Frame(0, 0, data), .. Frame(1, 0x5, trailers)];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _run = RunAsync();
    }

    public EtcdEndpoint Endpoint => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port, Tls: false);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _run;
    }

    private async Task RunAsync()
    {
        try
        {
            using Socket peer = await _listener.AcceptAsync();
            peer.NoDelay = true;
            await ServeAsync(peer);
        }
        catch (SocketException)
        {
            // The test is over.
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket peer)
    {
        byte[] input = new byte[1 << 20];
        byte[] output = new byte[4 << 20];
        // The settings, and a window of the connection that all calls of a test fit in.
        byte[] greeting = [.. Frame(4, 0, []), .. Frame(8, 0, BigEndian(int.MaxValue - 65_535))];
        await peer.SendAsync(greeting);
        int filled = 0;
        int preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length;
        while (await peer.ReceiveAsync(input.AsMemory(filled)) is > 0 and var read)
        {
            filled += read;
            (int used, int written) = Answer(input.AsSpan(0, filled), ref preface, output);
            input.AsSpan(used, filled - used).CopyTo(input);
            filled -= used;
            for (int sent = 0; sent < written;)
            {
                sent += await peer.SendAsync(output.AsMemory(sent, written - sent));
            }
        }
    }

    private (int Used, int Written) Answer(ReadOnlySpan<byte> input, ref int preface, byte[] output)
    {
        int used = Math.Min(preface, input.Length);
        preface -= used;
        int written = 0;
        while (preface == 0 && input.Length - used >= FrameHead)
        {
            ReadOnlySpan<byte> head = input[used..];
            int length = (head[0] << 16) | (head[1] << 8) | head[2];
            if (head.Length < FrameHead + length)
            {
                break;
            }

            (byte type, byte flags) = (head[3], head[4]);
            if (type == 0 && (flags & 1) != 0)
            {
                written += Copy(_answer, head.Slice(5, 4), output.AsSpan(written));
            }
            else if (type is 4 or 6 && (flags & 1) == 0)
            {
                // SETTINGS and PING are acknowledged.
                head[..(FrameHead + (type == 6 ? length : 0))].CopyTo(output.AsSpan(written));
                (output[written + 2], output[written + 4]) = (type == 6 ? (byte)length : (byte)0, 1);
                output[written + 1] = 0;
                written += FrameHead + (type == 6 ? length : 0);
            }

            used += FrameHead + length;
        }

        return (used, written);
    }

    // The frames of the answer, with the stream's id in each.
    private static int Copy(byte[] answer, ReadOnlySpan<byte> streamId, Span<byte> output)
    {
        answer.CopyTo(output);
        for (int at = 0; at < answer.Length;)
        {
            streamId.CopyTo(output[(at + 5)..]);
            at += FrameHead + ((answer[at] << 16) | (answer[at + 1] << 8) | answer[at + 2]);
        }

        return answer.Length;
    }

    private static byte[] Frame(byte type, byte flags, byte[] payload) =>
        [.. BigEndian(payload.Length)[1..], type, flags, 0, 0, 0, 0, .. payload];

    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. name.Select(c => (byte)c), (byte)value.Length, .. value.Select(c => (byte)c)];

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
