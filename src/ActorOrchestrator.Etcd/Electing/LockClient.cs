using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>Locks: the same queue as that of an election, with empty values (Q7).</summary>
internal sealed class LockClient(IEtcdCalls calls, IEtcdKv kv, IEtcdWatch watch) : IEtcdLock
{
    private readonly CandidateQueue _queue = new(new QueueCalls(calls, kv, watch));

    public async Task<HeldLock> LockAsync(string name, EtcdSession session, CancellationToken cancellationToken)
    {
        Check(name, session);
        QueueTurn turn = await _queue.StandAsync(name, session, ByteString.Empty, waits: true, cancellationToken)
            .ConfigureAwait(false);
        return new HeldLock(name, turn.Own!);
    }

    public async Task<TryLockResult> TryLockAsync(
        string name, EtcdSession session, CancellationToken cancellationToken)
    {
        Check(name, session);

        // Who looks first need not stand in the queue of a lock that is taken.
        KeyValue? holder = await _queue.FirstAsync(name, default, cancellationToken).ConfigureAwait(false);
        if (holder is not null && (holder.Lease != session.LeaseId || session.HasClaim(holder.Key)))
        {
            return new TryLockResult(null, holder);
        }

        QueueTurn turn = await _queue.StandAsync(name, session, ByteString.Empty, waits: false, cancellationToken)
            .ConfigureAwait(false);
        return turn.Own is { } own
            ? new TryLockResult(new HeldLock(name, own), null)
            : new TryLockResult(null, turn.Holder);
    }

    private static void Check(string name, EtcdSession session)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(session);
    }
}
