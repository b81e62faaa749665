using System.Runtime.CompilerServices;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>Follows who leads, from leader to leader and from value to value (Q6).</summary>
/// <remarks>
/// The first key is read, then watched from the revision after; when it is deleted, the first of the rest is read at
/// the very revision of the deletion. So nothing between is skipped, unless the history is compacted: then it is read
/// as it is now, and told if it differs.
/// </remarks>
internal sealed class LeaderObserver(QueueCalls queue, KeyRange candidates)
{
    public async IAsyncEnumerable<LeaderState> ObserveAsync([EnumeratorCancellation] CancellationToken stop)
    {
        LeaderState state = await ReadAsync(0, stop).ConfigureAwait(false);
        yield return state;
        for (int failures = 0; ;)
        {
            LeaderState? next = null;
            await foreach (Event happened in FollowAsync(state, stop).ConfigureAwait(false))
            {
                failures = 0;
                next = await AfterAsync(state, happened, stop).ConfigureAwait(false);
                if (!IsSameCandidate(state, next))
                {
                    break;
                }

                state = next;
                next = null;
                yield return state;
            }

            if (next is null)
            {
                await queue.PauseAsync(++failures, stop).ConfigureAwait(false);
                next = await ReadAsync(0, stop).ConfigureAwait(false);
                if (IsSameCandidate(state, next) && state.Leader?.ModRevision == next.Leader?.ModRevision)
                {
                    // Nothing has changed; only the watch begins anew.
                    state = next;
                    continue;
                }
            }

            state = next;
            yield return state;
        }
    }

    /// <summary>What happens to the leader's key; without a leader, each key that is put.</summary>
    /// <returns>Ends when the watch does: compacted, or given up.</returns>
    private async IAsyncEnumerable<Event> FollowAsync(
        LeaderState state, [EnumeratorCancellation] CancellationToken stop)
    {
        WatchSpec spec = state.Leader is { } leader
            ? new WatchSpec(KeyRange.Single(leader.Key)) { StartRevision = state.Revision + 1 }
            : new WatchSpec(candidates) { StartRevision = state.Revision + 1, NoDelete = true };
        IEtcdWatcher watcher = queue.Open(spec);
        await using (watcher.ConfigureAwait(false))
        {
            IAsyncEnumerator<WatchBatch> batches = watcher.ReadAllAsync(stop).GetAsyncEnumerator(stop);
            await using (batches.ConfigureAwait(false))
            {
                while (await HasMoreAsync(batches).ConfigureAwait(false))
                {
                    foreach (Event happened in batches.Current.Events)
                    {
                        yield return happened;
                    }
                }
            }
        }
    }

    private static async ValueTask<bool> HasMoreAsync(IAsyncEnumerator<WatchBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (EtcdException lost) when (lost.Class is not ErrorClass.Permanent)
        {
            return false;
        }
    }

    private async ValueTask<LeaderState> AfterAsync(LeaderState state, Event happened, CancellationToken stop)
    {
        bool isValue = happened.Type is Event.Types.EventType.Put
            && happened.Kv.CreateRevision == state.Leader?.CreateRevision;
        return isValue
            ? new LeaderState(happened.Kv, happened.Kv.ModRevision)
            : await ReadAsync(happened.Kv.ModRevision, stop).ConfigureAwait(false);
    }

    /// <summary>Who leads at a revision; now, if it is 0 or its history is gone.</summary>
    private async ValueTask<LeaderState> ReadAsync(long revision, CancellationToken stop)
    {
        RangeRequest request = QueueRequests.First(candidates);
        request.Revision = revision;
        try
        {
            RangeResponse first = await queue.ReadAsync(request, stop).ConfigureAwait(false);
            return new LeaderState(
                first.Kvs is [var leader, ..] ? leader : null, revision == 0 ? first.Header.Revision : revision);
        }
        catch (EtcdException compacted) when (revision != 0 && compacted.Class is ErrorClass.Gone)
        {
            return await ReadAsync(0, stop).ConfigureAwait(false);
        }
    }

    private static bool IsSameCandidate(LeaderState one, LeaderState other) =>
        one.Leader?.Key == other.Leader?.Key && one.Leader?.CreateRevision == other.Leader?.CreateRevision;
}
