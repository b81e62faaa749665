using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The socket, TLS above it if there is any, and what was read and not used yet.</summary>
/// <param name="socket">Connected.</param>
/// <param name="stream">Reads and writes it.</param>
/// <param name="certificate">The client's, which TLS may ask for later too.</param>
internal sealed class H2Link(Socket socket, Stream stream, X509Certificate2? certificate) : IDisposable
{
    private readonly byte[] _buffer = new byte[H2Limits.ReadBytes];
    private int _start;
    private int _end;

    /// <summary>Where frames are written to, by one writer at a time.</summary>
    public Stream Stream => stream;

    /// <summary>What came and was not used yet. Valid until <see cref="FillAsync"/>.</summary>
    public ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Says that bytes of <see cref="Unread"/> were used.</summary>
    public void Skip(int bytes) => _start += bytes;

    /// <summary>Waits for more.</summary>
    /// <returns>False if the peer has ended its side.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        // There is always room: the largest frame takes less than half of the buffer.
        Unread.CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    /// <summary>Ends all reads and writes, from any thread, at any time.</summary>
    public void Break()
    {
        try
        {
            // What was written is still sent, but nothing more is received.
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer or another thread was faster.
        }

        socket.Dispose();
    }

    /// <summary>Gives everything back, when nobody reads or writes any more.</summary>
    public void Dispose()
    {
        socket.Dispose();
        stream.Dispose();
        certificate?.Dispose();
    }
}
