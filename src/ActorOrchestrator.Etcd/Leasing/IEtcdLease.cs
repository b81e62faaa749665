namespace ActorOrchestrator.Etcd;

/// <summary>Leases and sessions.</summary>
public interface IEtcdLease
{
    /// <summary>Grants a lease. With id 0 the client chooses one, so that a lost answer can be asked for
    /// again.</summary>
    /// <exception cref="EtcdException">AO-ETC-0531: the id is taken. AO-ETC-0532: the TTL is too large.</exception>
    ValueTask<LeaseGrantResponse> GrantAsync(
        LeaseGrantRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Ends a lease and deletes its keys.</summary>
    /// <exception cref="EtcdException">AO-ETC-0530: there is no such lease.</exception>
    ValueTask<LeaseRevokeResponse> RevokeAsync(
        long leaseId, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Remaining time, and keys on demand. Of an unknown lease the answer's TTL is −1.</summary>
    ValueTask<LeaseTimeToLiveResponse> TimeToLiveAsync(
        long leaseId, bool keys = false, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>All live leases.</summary>
    ValueTask<LeaseLeasesResponse> LeasesAsync(
        CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Renews a lease once. Of an unknown lease the answer's TTL is 0.</summary>
    ValueTask<LeaseKeepAliveResponse> KeepAliveOnceAsync(
        long leaseId, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Grants a lease, keeps it alive, and knows by itself when it can no longer be relied on.</summary>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Gives up opening; the session does not depend on it.</param>
    /// <exception cref="ArgumentException">An option is outside its bounds, or the TTL of an adopted lease is not
    /// above the margin.</exception>
    /// <exception cref="EtcdException">The lease could not be granted within the deadline. AO-ETC-0530: the lease to
    /// adopt is gone. AO-ETC-0624: the client has too many sessions.</exception>
    /// <exception cref="InvalidOperationException">The lease to adopt has a session of this client.</exception>
    Task<EtcdSession> OpenSessionAsync(SessionOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>How a session is opened.</summary>
public sealed record SessionOptions
{
    /// <summary>How long etcd keeps the lease without hearing of us.</summary>
    /// <value>The default is 10 seconds; 1 second to 1 day, in whole seconds. etcd raises what is too short.</value>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much earlier than the server the session counts itself as lost.</summary>
    /// <value>The default is null: a fifth of the TTL, 500 milliseconds at least. Below the TTL.</value>
    public TimeSpan? Margin { get; init; }

    /// <summary>An existing lease to adopt; 0 grants a new one.</summary>
    public long LeaseId { get; init; }

    /// <summary>Deadline of the grant.</summary>
    public CallOptions Call { get; init; }
}

/// <summary>Why a session is over.</summary>
public enum SessionEnd
{
    /// <summary>The local deadline passed without an answer: the server may let the lease expire from now on.</summary>
    DeadlinePassed,

    /// <summary>The server said that the lease is gone.</summary>
    LeaseGone,

    /// <summary>Closed by its owner, and revoked at the server.</summary>
    Revoked,

    /// <summary>Closed by its owner, and the server did not answer; or the client was disposed. The server lets the
    /// lease expire.</summary>
    LeftToExpire,

    /// <summary>Given away by its owner: no longer kept alive, and not revoked.</summary>
    Orphaned,
}
