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
    /// <returns>The leadership. A key that this session has left in the queue before is taken over.</returns>
    /// <remarks>However it fails, the candidate key is deleted before the call ends; if that takes more than 5 seconds,
    /// the key is left to the lease. etcd that cannot be reached is waited for, as long as the session lasts.</remarks>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the candidate key was lost.</exception>
    /// <exception cref="InvalidOperationException">The session stands in this election already: it has one place in it.
    /// </exception>
    Task<Leadership> CampaignAsync(
        string name, EtcdSession session, ByteString value, CancellationToken cancellationToken = default);

    /// <summary>The present leader's pair; null if there is none.</summary>
    ValueTask<KeyValue?> LeaderAsync(
        string name, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Each leader and each of its values, in the order of revisions; never ends by itself.</summary>
    /// <remarks>What changed in a history that is compacted is folded into the newest state. Throws only for the
    /// caller's cancellation, or when etcd refuses the caller.</remarks>
    IAsyncEnumerable<LeaderState> ObserveAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>Who leads.</summary>
/// <param name="Leader">The leader's pair; null if nobody leads.</param>
/// <param name="Revision">The store revision at which this became true, or was read; it rises.</param>
public sealed record LeaderState(KeyValue? Leader, long Revision);

/// <summary>Locks with the layout of etcd's own recipe.</summary>
public interface IEtcdLock
{
    /// <summary>Waits until the lock is held. Cancelling leaves the queue.</summary>
    /// <param name="name">The lock: those who want it are the keys <c>{name}/{lease}</c>.</param>
    /// <param name="session">Its lease holds the own key. Each holder needs its own session.</param>
    /// <param name="cancellationToken">Gives up: the own key is deleted, as in
    /// <see cref="IEtcdElection.CampaignAsync"/>.</param>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the own key was lost.</exception>
    /// <exception cref="InvalidOperationException">The session holds the lock or waits for it already.</exception>
    Task<HeldLock> LockAsync(string name, EtcdSession session, CancellationToken cancellationToken = default);

    /// <summary>Takes the lock if it is free.</summary>
    /// <returns>The lock, or who has it: also when that is the same session.</returns>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the own key was lost.</exception>
    Task<TryLockResult> TryLockAsync(string name, EtcdSession session, CancellationToken cancellationToken = default);
}

/// <summary>Whether a lock was taken at once.</summary>
/// <param name="Lock">The lock; null if another has it.</param>
/// <param name="Holder">The other's pair; null if the lock was taken.</param>
public sealed record TryLockResult(HeldLock? Lock, KeyValue? Holder);
