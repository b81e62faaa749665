using ActorOrchestrator.Etcd.Auth;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Electing;
using ActorOrchestrator.Etcd.Kv;
using ActorOrchestrator.Etcd.Leasing;
using ActorOrchestrator.Etcd.Maintaining;
using ActorOrchestrator.Etcd.Watching;

namespace ActorOrchestrator.Etcd;

/// <summary>A client of etcd v3 over HTTP/2.</summary>
public sealed class EtcdClient : IEtcdClient
{
    private readonly Calls _calls;
    private readonly WatchClient _watch;
    private readonly LeaseClient _lease;
    private readonly EndpointRefresh? _refresh;
    private int _disposed;

    /// <summary>Makes a client. Nothing is sent before the first call.</summary>
    /// <param name="options">Read now; changing them later has no effect.</param>
    /// <exception cref="EtcdOptionsException">The options cannot be right; the message has all errors.</exception>
    public EtcdClient(EtcdClientOptions options)
        : this(options, Checked(options) ? new H2Transport(H2TransportOptions.From(options)) : null!)
    {
    }

    /// <summary>Makes a client on a transport of its own.</summary>
    /// <param name="options">Read now; changing them later has no effect.</param>
    /// <param name="transport">Belongs to the client from now on, which disposes it.</param>
    /// <exception cref="EtcdOptionsException">The options cannot be right; the message has all errors.</exception>
    public EtcdClient(EtcdClientOptions options, IEtcdTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _ = Checked(options);
        _calls = new Calls(options, transport);
        _watch = new WatchClient(_calls);
        _lease = new LeaseClient(_calls);
        Kv = new KvClient(_calls);
        Election = new ElectionClient(_calls, Kv, _watch);
        Lock = new LockClient(_calls, Kv, _watch);
        Maintenance = new MaintenanceClient(_calls);
        Cluster = new ClusterClient(_calls);
        Auth = new AuthClient(_calls);
        _refresh = options.RefreshInterval is { } interval ? new EndpointRefresh(_calls, interval) : null;
    }

    /// <inheritdoc/>
    public IEtcdKv Kv { get; }

    /// <inheritdoc/>
    public IEtcdWatch Watch => _watch;

    /// <inheritdoc/>
    public IEtcdLease Lease => _lease;

    /// <inheritdoc/>
    public IEtcdElection Election { get; }

    /// <inheritdoc/>
    public IEtcdLock Lock { get; }

    /// <inheritdoc/>
    public IEtcdMaintenance Maintenance { get; }

    /// <inheritdoc/>
    public IEtcdCluster Cluster { get; }

    /// <inheritdoc/>
    public IEtcdAuth Auth { get; }

    /// <inheritdoc/>
    public EtcdClientStatus Status => _calls.Status();

    /// <summary>A client of the given endpoints, with the defaults.</summary>
    /// <param name="endpoints">Such as <c>http://127.0.0.1:2379</c>; several are separated by commas.</param>
    /// <exception cref="FormatException">An endpoint cannot be read.</exception>
    public static EtcdClient Connect(string endpoints)
    {
        var options = new EtcdClientOptions();
        foreach (EtcdEndpoint endpoint in EtcdAddress.Parse(endpoints).Endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        return new EtcdClient(options);
    }

    /// <summary>Closes the client: watches end, keep-alives stop (leases are left to expire), calls that wait
    /// fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _refresh?.Dispose();
        _watch.Dispose();
        await _lease.DisposeAsync().ConfigureAwait(false);
        await _calls.DisposeAsync().ConfigureAwait(false);
    }

    private static bool Checked(EtcdClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EtcdClientOptionsValidator.ThrowIfWrong(options);
        return true;
    }
}
