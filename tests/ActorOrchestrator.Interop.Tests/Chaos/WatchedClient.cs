using ActorOrchestrator.Etcd.Channels.H2;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>A client whose sockets and calls can be counted, and who leaves none behind.</summary>
internal sealed class WatchedClient : IAsyncDisposable
{
    private readonly H2Transport _transport;

    public WatchedClient(EtcdEndpoint endpoint, Action<EtcdClientOptions>? configure = null)
        : this([endpoint], configure)
    {
    }

    public WatchedClient(IEnumerable<EtcdEndpoint> endpoints, Action<EtcdClientOptions>? configure = null)
    {
        var options = new EtcdClientOptions { Seed = 1 };
        foreach (EtcdEndpoint endpoint in endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        configure?.Invoke(options);
        _transport = new H2Transport(H2TransportOptions.From(options));
        Client = new EtcdClient(options, _transport);
    }

    public EtcdClient Client { get; }

    /// <summary>What is open.</summary>
    public H2Counts Counts => _transport.Counts;

    /// <summary>Closes the client, and looks whether anything is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        Assert.Equal((0, default), (Client.Status.CallsInFlight, Counts));
    }
}
