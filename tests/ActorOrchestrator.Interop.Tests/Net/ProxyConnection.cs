using System.Net.Sockets;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Net;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxyConnection(Socket client, Socket server, ProxyFlow up, ProxyFlow down) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    // More than this in one write would make a throttled connection go in leaps.
    private const int ThrottledWritesPerSecond = 50;

    private readonly CancellationTokenSource _over = new();
    private int _isCut;

    /// <summary>Carries both directions until one of them ends or the connection is cut; never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(PumpAsync(client, server, up), PumpAsync(server, client, down));
        }
        finally
        {
            // Who cuts it at this moment has taken the sockets over, and still needs the token.
            if (Interlocked.Exchange(ref _isCut, 1) == 0)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        _over.Dispose();
    }

    /// <summary>Ends both sides, by RST or by FIN. Whoever comes first decides how.</summary>
    public void Cut(bool reset)
    {
        if (Interlocked.Exchange(ref _isCut, 1) != 0)
        {
            return;
        }

        foreach (Socket socket in (ReadOnlySpan<Socket>)[client, server])
        {
            End(socket, reset);
        }

        _over.Cancel();
    }

    private static void End(Socket socket, bool reset)
    {
        try
        {
            if (reset)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            else
            {
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The other end was faster, and this side is over as was asked for.
        }

        socket.Close();
    }

    private async Task PumpAsync(Socket from, Socket to, ProxyFlow flow)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _over.Token)) > 0)
            {
                await PassAsync(to, buffer.AsMemory(0, count), flow);
            }

            // A half-closed connection stays half open: the other direction may still have something to say.
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (
            gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Cut(reset: true);
        }
    }

    private async Task PassAsync(Socket to, ReadOnlyMemory<byte> piece, ProxyFlow flow)
    {
        flow.Forwarding?.Invoke(piece);
        if (flow.Delay > TimeSpan.Zero)
        {
            await Task.Delay(flow.Delay, RealTime.Clock, _over.Token);
        }

        while (!piece.IsEmpty)
        {
            await flow.OpenAsync(_over.Token);
            (int count, bool cut) = flow.Take(PieceLength(piece.Length, flow));
            await to.SendAsync(piece[..count], _over.Token);
            flow.Count(count);
            piece = piece[count..];
            if (cut)
            {
                Cut(reset: true);
                return;
            }

            if (flow.BytesPerSecond > 0)
            {
                await Task.Delay(
                    TimeSpan.FromSeconds((double)count / flow.BytesPerSecond), RealTime.Clock, _over.Token);
            }
        }
    }

    private static int PieceLength(int length, ProxyFlow flow) => flow switch
    {
        { SplitWrites: true } => 1,
        { BytesPerSecond: > 0 } => Math.Min(length, Math.Max(1, flow.BytesPerSecond / ThrottledWritesPerSecond)),
        _ => length,
    };
}
