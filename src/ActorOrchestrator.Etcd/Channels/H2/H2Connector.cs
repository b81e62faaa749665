using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Makes connections: name, socket, TLS, and the greeting of HTTP/2.</summary>
internal static class H2Connector
{
    /// <summary>Connects, and waits until the peer has shown that it speaks HTTP/2.</summary>
    /// <returns>A link whose unread bytes begin with the peer's SETTINGS.</returns>
    /// <exception cref="TimeoutException">It took longer than <see cref="H2TransportOptions.ConnectTimeout"/>.
    /// </exception>
    public static async Task<H2Link> ConnectAsync(
        EtcdEndpoint endpoint, H2TransportOptions options, CancellationToken closing)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, closing);
        var progress = new Progress();
        try
        {
            return await ConnectAsync(endpoint, options.Tls, progress, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (timeout.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            throw new TimeoutException($"{progress.Waiting} took longer than {options.ConnectTimeout}", e);
        }
    }

    private static async Task<H2Link> ConnectAsync(
        EtcdEndpoint endpoint, EtcdTlsOptions tls, Progress progress, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        H2Link? link = null;
        try
        {
            socket.NoDelay = true;
            await ConnectAsync(socket, endpoint, cancellationToken).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: false);
            if (endpoint.Tls)
            {
                progress.Waiting = "TLS";
                link = await SecureAsync(endpoint, tls, socket, plain, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                link = new H2Link(socket, plain, certificate: null);
            }

            progress.Waiting = "the peer's greeting of HTTP/2";
            await GreetAsync(link, cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch
        {
            link?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static ValueTask ConnectAsync(Socket socket, EtcdEndpoint endpoint, CancellationToken cancellationToken) =>
        IPAddress.TryParse(endpoint.Host, out IPAddress? address)
            ? socket.ConnectAsync(new IPEndPoint(address, endpoint.Port), cancellationToken)
            : socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);

    private static async Task<H2Link> SecureAsync(
        EtcdEndpoint endpoint, EtcdTlsOptions tls, Socket socket, Stream plain, CancellationToken cancellationToken)
    {
        // Read for each connection: who replaces the files does not restart the client (N7).
        TlsFiles files = await TlsFiles.ReadAsync(tls, cancellationToken).ConfigureAwait(false);
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            SslClientAuthenticationOptions options = files.ToOptions(tls.ServerName ?? endpoint.Host);
            await secure.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return secure.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2
                ? new H2Link(socket, secure, files.Certificate)
                : throw new AuthenticationException("the peer did not agree to HTTP/2 (ALPN h2)");
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            files.Certificate?.Dispose();
            throw;
        }
    }

    private static async Task GreetAsync(H2Link link, CancellationToken cancellationToken)
    {
        var greeting = new PooledBuffer();
        try
        {
            FrameWriter.WriteGreeting(greeting);
            await link.Stream.WriteAsync(greeting.Memory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            greeting.Release();
        }

        while (!PeerGreeting.Check(link.Unread.Span))
        {
            if (!await link.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new H2Exception(
                    H2ErrorCode.ConnectError, "the peer closed the connection before HTTP/2's greeting");
            }
        }
    }

    private sealed class Progress
    {
        public string Waiting { get; set; } = "connecting";
    }
}
