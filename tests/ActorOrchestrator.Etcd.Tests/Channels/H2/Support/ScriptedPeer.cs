using System.Net;
using System.Net.Sockets;
using ActorOrchestrator.Etcd.Channels.H2;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A server of HTTP/2 that does what the test writes, byte by byte.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<PeerLink> _links = [];

    public ScriptedPeer() => _listener.Start();

    /// <summary>Where it listens.</summary>
    public EtcdEndpoint Endpoint => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, Tls: false);

    /// <summary>The same place, for a client that speaks TLS.</summary>
    public EtcdEndpoint TlsEndpoint => Endpoint with { Tls = true };

    /// <summary>Takes the next connection and says nothing.</summary>
    public async Task<PeerLink> AcceptAsync()
    {
        var link = new PeerLink(await _listener.AcceptSocketAsync().Within());
        _links.Add(link);
        return link;
    }

    /// <summary>Takes the next connection, greets it, and reads the client's greeting.</summary>
    public async Task<PeerLink> GreetAsync(params (ushort Id, uint Value)[] settings)
    {
        PeerLink link = await AcceptAsync();
        await link.ReadPrefaceAsync();
        await link.SendSettingsAsync(settings);
        Assert.Equal(FrameType.Settings, (await link.NextAsync()).Header.Type);
        Assert.Equal(FrameType.WindowUpdate, (await link.NextAsync()).Header.Type);
        Frame ack = await link.NextAsync();
        Assert.Equal(new FrameHeader(0, FrameType.Settings, FrameHeader.Ack, 0), ack.Header);
        return link;
    }

    /// <summary>Whether a client waits to be accepted.</summary>
    public bool HasVisitor => _listener.Pending();

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _links.ForEach(link => link.Dispose());
        return ValueTask.CompletedTask;
    }
}
