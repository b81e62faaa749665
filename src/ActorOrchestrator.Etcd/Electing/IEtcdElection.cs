using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>Elections with the layout of etcd's own recipe, so that etcdctl and Go clients can stand in them.</summary>
public interface IEtcdElection
{
    /// <summary>Waits in the queue until it leads. Cancelling leaves the queue.</summary>
    /// <param name="name">The election: candidates are the keys <c>{name}/{lease}</c>.</param>
    /// <param name="session">Its lease holds the candidate key.</param>
    /// <param name="value">What observers see.</param>
    /// <param name="cancellationToken">Gives up: the candidate key is deleted.</param>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the candidate key was lost.</exception>
    Task<Leadership> CampaignAsync(
        string name, EtcdSession session, ByteString value, CancellationToken cancellationToken = default);

    /// <summary>The present leader's pair; null if there is none.</summary>
    ValueTask<KeyValue?> LeaderAsync(
        string name, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Each leader and each of its values, in the order of revisions; never ends by itself.</summary>
    /// <remarks>What changes while the reader is away may be folded into the newest state.</remarks>
    IAsyncEnumerable<LeaderState> ObserveAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>Who leads.</summary>
/// <param name="Leader">The leader's pair; null if nobody leads.</param>
/// <param name="Revision">The store revision at which this became true.</param>
public sealed record LeaderState(KeyValue? Leader, long Revision);

/// <summary>Locks with the layout of etcd's own recipe.</summary>
public interface IEtcdLock
{
    /// <summary>Waits until the lock is held. Cancelling leaves the queue.</summary>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the own key was lost.</exception>
    Task<HeldLock> LockAsync(string name, EtcdSession session, CancellationToken cancellationToken = default);

    /// <summary>Takes the lock if it is free.</summary>
    Task<TryLockResult> TryLockAsync(string name, EtcdSession session, CancellationToken cancellationToken = default);
}

/// <summary>Whether a lock was taken at once.</summary>
/// <param name="Lock">The lock; null if another has it.</param>
/// <param name="Holder">The other's pair; null if the lock was taken.</param>
public sealed record TryLockResult(HeldLock? Lock, KeyValue? Holder);
