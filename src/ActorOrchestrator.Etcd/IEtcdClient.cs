namespace ActorOrchestrator.Etcd;

/// <summary>A client of etcd v3. One object for the whole process; everything on it is thread-safe.</summary>
/// <remarks>
/// <para>
/// A call that the caller cancels throws <see cref="OperationCanceledException"/>; everything else that goes wrong is
/// an <see cref="EtcdException"/>, which says whether the request may have been applied.
/// </para>
/// <para>Nothing is sent before the first call.</para>
/// </remarks>
public interface IEtcdClient : IAsyncDisposable
{
    /// <summary>Keys and transactions.</summary>
    IEtcdKv Kv { get; }

    /// <summary>Watches.</summary>
    IEtcdWatch Watch { get; }

    /// <summary>Leases and sessions.</summary>
    IEtcdLease Lease { get; }

    /// <summary>Elections.</summary>
    IEtcdElection Election { get; }

    /// <summary>Locks.</summary>
    IEtcdLock Lock { get; }

    /// <summary>Status, hashes, snapshots, alarms.</summary>
    IEtcdMaintenance Maintenance { get; }

    /// <summary>Members.</summary>
    IEtcdCluster Cluster { get; }

    /// <summary>Users and roles.</summary>
    IEtcdAuth Auth { get; }

    /// <summary>What the client knows of its endpoints and the store. A picture of this moment.</summary>
    EtcdClientStatus Status { get; }
}
