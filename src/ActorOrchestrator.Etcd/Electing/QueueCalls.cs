using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>Asks etcd for a candidate: until there is an answer, since each of its requests may be sent
/// twice.</summary>
internal sealed class QueueCalls(IEtcdCalls calls, IEtcdKv kv, IEtcdWatch watch)
{
    private static readonly CallOptions Options = new() { RequireLeader = true };

    public IEtcdCalls Calls { get; } = calls;

    public IEtcdKv Kv { get; } = kv;

    /// <summary>Sends a transaction until it is answered.</summary>
    /// <param name="request">Twice is as good as once: its compares see to it.</param>
    /// <param name="session">Is told when its lease turns out to be gone (L3).</param>
    /// <param name="stop">Whatever makes the answer worthless.</param>
    /// <param name="noMore">Lets a try that is under way end, and forbids another one.</param>
    /// <exception cref="EtcdException">AO-ETC-0610: the lease is gone; else: asking again cannot help.</exception>
    public async Task<QueueAnswer> AskAsync(
        TxnRequest request, EtcdSession session, CancellationToken stop, CancellationToken noMore = default)
    {
        using var pausing = CancellationTokenSource.CreateLinkedTokenSource(stop, noMore);
        bool mayBeRepeated = false;
        for (int tries = 1; ; tries++)
        {
            try
            {
                TxnResponse answer = await Kv.TxnAsync(request, Options, stop).ConfigureAwait(false);
                return new QueueAnswer(answer, mayBeRepeated);
            }
            catch (EtcdException gone) when (gone.IsLeaseGone())
            {
                session.LeaseGone();
                throw LeaseErrors.NotLeader($"Lease {session.LeaseId:x} is gone, and its keys with it.");
            }
            catch (EtcdException failure) when (failure.IsPassing())
            {
                mayBeRepeated |= failure.Class is ErrorClass.Ambiguous;
            }

            await PauseAsync(tries, pausing.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Reads until there is an answer.</summary>
    /// <exception cref="EtcdException">Asking again cannot help.</exception>
    public async Task<RangeResponse> ReadAsync(RangeRequest request, CancellationToken stop)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await Kv.RangeAsync(request, Options, stop).ConfigureAwait(false);
            }
            catch (EtcdException failure) when (failure.IsPassing())
            {
                // N4 is over for this call; the next one has its own deadline.
            }

            await PauseAsync(tries, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Waits longer from try to try.</summary>
    public Task PauseAsync(int tries, CancellationToken stop)
    {
        TimeSpan wait = Backoff.Doubling(Limits.RetryFirst, Limits.CampaignRetryLast, tries);
        return Calls.PauseAsync(Backoff.Spread(wait, Calls.NextRandom()), stop);
    }

    /// <summary>Waits until a key is deleted.</summary>
    /// <param name="key">The key.</param>
    /// <param name="from">The first revision that is looked at.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>False if the watch ended before: look again (etcd#21128).</returns>
    /// <exception cref="EtcdException">The watch is refused; looking again cannot help.</exception>
    public async Task<bool> DeletedAsync(ByteString key, long from, CancellationToken stop)
    {
        var spec = new WatchSpec(KeyRange.Single(key)) { StartRevision = from, NoPut = true };
        try
        {
            IEtcdWatcher watcher = Open(spec);
            await using (watcher.ConfigureAwait(false))
            {
                await foreach (WatchBatch batch in watcher.ReadAllAsync(stop).ConfigureAwait(false))
                {
                    if (batch.Events.Any(happened => happened.Type is Event.Types.EventType.Delete))
                    {
                        return true;
                    }
                }
            }
        }
        catch (EtcdException lost) when (lost.Class is not ErrorClass.Permanent)
        {
            // Compacted, or given up by the client: the caller reads how things are now.
        }

        return false;
    }

    public IEtcdWatcher Open(WatchSpec spec) => watch.Open(spec);
}

/// <summary>An answer, and whether it may be the answer to a repeat of what was applied before.</summary>
internal readonly record struct QueueAnswer(TxnResponse Txn, bool MayBeRepeated)
{
    public bool Succeeded => Txn.Succeeded;

    public RepeatedField<ResponseOp> Responses => Txn.Responses;

    public long Revision => Txn.Header.Revision;
}
