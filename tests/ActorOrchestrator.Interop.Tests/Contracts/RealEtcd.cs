using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Chaos;
using ActorOrchestrator.Interop.Tests.Net;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>A real server as a contract sees it. Clients stand behind a proxy, so that connections can be
/// cut.</summary>
internal sealed class RealEtcd(EtcdServer server, Version version, TcpProxy proxy, string prefix) : EtcdUnderTest
{
    private readonly List<WatchedClient> _clients = [];

    public override string Prefix => prefix;

    public override Version Version => version;

    public override TimeProvider Time => RealTime.Clock;

    public override long MinLeaseTtl => 1;

    public override void CutConnections() => proxy.Cut();

    public override Task RestartAsync() => server.RestartAsync();

    /// <summary>Closes the clients, and looks whether anything of them is left.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (WatchedClient client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    protected override IEtcdClient Connect(Action<EtcdClientOptions> configure)
    {
        var client = new WatchedClient(proxy.Endpoint, configure);
        _clients.Add(client);
        return client.Client;
    }
}
