namespace ActorOrchestrator.Etcd.Watching;

/// <summary>What one message of the server means for one watch.</summary>
/// <remarks>A closed set: deliver, fail, resume or nothing.</remarks>
internal abstract record WatchStep
{
    private WatchStep()
    {
    }

    /// <summary>Nothing for the reader.</summary>
    public sealed record Nothing : WatchStep
    {
        public static readonly Nothing Instance = new();
    }

    /// <summary>Whole revisions, or progress when there are no events.</summary>
    /// <param name="Batch">For the reader.</param>
    /// <param name="Next">Where the watch resumes once the reader's queue has it.</param>
    /// <param name="Bytes">Its size on the wire.</param>
    public sealed record Deliver(WatchBatch Batch, long Next, long Bytes) : WatchStep;

    /// <summary>The watch is over.</summary>
    public sealed record Fail(EtcdException Failure) : WatchStep;

    /// <summary>The server ended the watch for a reason that passes: create it again.</summary>
    /// <param name="Reason">The server's text; empty if it gave none.</param>
    /// <param name="TokenRefused">Whether another auth token is needed.</param>
    public sealed record Resume(string Reason, bool TokenRefused) : WatchStep;
}

/// <summary>Where one watch stands in the history, and what each message of the server changes (W1 to W9).</summary>
/// <remarks>
/// A pure model, not thread-safe. <see cref="Next"/> moves only by events and by progress that can be trusted, never by
/// the revision of a header: while a watch catches up, the header of each response shows the store's revision, and a
/// watch that resumed there would lose what lies between (W2).
/// </remarks>
internal sealed class WatchState(WatchSpec spec)
{
    private readonly FragmentBuffer _fragments = new();
    private bool _hasDelivered = spec.StartRevision > 0;
    private int _partOfNext;
    private int _skipOfNext;

    /// <summary>The first revision that was not delivered; 0 until it is known.</summary>
    public long Next { get; private set; } = spec.StartRevision;

    /// <summary>What is asked of the server, the first time and after each loss.</summary>
    public WatchCreateRequest Request()
    {
        var request = new WatchCreateRequest
        {
            Key = spec.Range.Key,
            RangeEnd = spec.Range.End,
            StartRevision = Next,
            PrevKv = spec.PrevKv,
            ProgressNotify = spec.ProgressNotify,
            Fragment = true,
        };
        if (spec.NoPut)
        {
            request.Filters.Add(WatchCreateRequest.Types.FilterType.Noput);
        }

        if (spec.NoDelete)
        {
            request.Filters.Add(WatchCreateRequest.Types.FilterType.Nodelete);
        }

        return request;
    }

    /// <summary>The server answered the request.</summary>
    public WatchStep Created(WatchResponse response)
    {
        if (response.Canceled)
        {
            return Canceled(response);
        }

        // W1: the revision of the header itself, not one more. The server fixes where the watch begins before it fills
        // the header, so the header may already show a revision that is still to be delivered.
        Next = Next == 0 ? response.Header.Revision : Next;
        return WatchStep.Nothing.Instance;
    }

    /// <summary>The server sent something else than the answer to the request.</summary>
    /// <param name="response">The message.</param>
    /// <param name="bytes">Its size on the wire.</param>
    /// <param name="progressIsSafe">Whether the member sends progress in the order of events (W3).</param>
    public WatchStep Received(WatchResponse response, long bytes, bool progressIsSafe)
    {
        if (response.Canceled)
        {
            return Canceled(response);
        }

        if (response.Fragment)
        {
            _fragments.Add(response.Events, bytes);
            return _fragments.IsFull ? TakeFragments(response.Header) : WatchStep.Nothing.Instance;
        }

        if (response.Events.Count == 0 && _fragments.IsEmpty)
        {
            return Progress(response.Header, progressIsSafe);
        }

        if (_fragments.IsEmpty)
        {
            return Events(response.Events, response.Header, bytes, isPartial: false);
        }

        _fragments.Add(response.Events, bytes);
        (IReadOnlyList<Event> events, long total) = _fragments.TakeAll();
        return Events(events, response.Header, total, isPartial: false);
    }

    /// <summary>The reader's queue has taken the step.</summary>
    public void Delivered(WatchStep.Deliver step)
    {
        if (step.Batch.IsPartial)
        {
            int before = step.Next == Next ? _partOfNext : 0;
            _partOfNext = before + step.Batch.Events.Count(e => e.Kv.ModRevision == step.Next);
        }
        else if (step.Next != Next)
        {
            _partOfNext = 0;
        }

        Next = step.Next;
        _hasDelivered |= !step.Batch.IsProgress;
    }

    /// <summary>The stream was lost, or the watch given up for a while: what was gathered comes again.</summary>
    /// <remarks>A revision of which a part was delivered comes again from its beginning, in the same order.</remarks>
    public void Lost()
    {
        _fragments.Clear();
        _skipOfNext = _partOfNext;
    }

    /// <summary>Whether the member sends progress in the order of events: from 3.4.25, 3.5.8 and 3.6 on.</summary>
    public static bool SynchronisesProgress(string version) =>
        Version.TryParse(version.Split('-', '+')[0], out Version? v)
        && (v.Major > 3 || (v.Major == 3 && v.Minor switch
        {
            < 4 => false,
            4 => v.Build >= 25,
            5 => v.Build >= 8,
            _ => true,
        }));

    // W9: what is gathered has whole revisions, but perhaps for the last one.
    private WatchStep TakeFragments(ResponseHeader header)
    {
        (IReadOnlyList<Event> events, long bytes) = _fragments.TakeWhole();
        if (events.Count > 0)
        {
            return Events(events, header, bytes, isPartial: false);
        }

        if (!spec.AllowPartial)
        {
            return new WatchStep.Fail(WatchFailures.TooLarge(Limits.FragmentBytes));
        }

        (events, bytes) = _fragments.TakeAll();
        return Events(events, header, bytes, isPartial: true);
    }

    private WatchStep Events(IReadOnlyList<Event> events, ResponseHeader header, long bytes, bool isPartial)
    {
        // W4. Until something was delivered nothing is too old: the start of a watch from "now" is the server's.
        int old = 0;
        while (_hasDelivered && old < events.Count && events[old].Kv.ModRevision < Next)
        {
            old++;
        }

        for (; _skipOfNext > 0 && old < events.Count && events[old].Kv.ModRevision == Next; _skipOfNext--)
        {
            old++;
        }

        IReadOnlyList<Event> fresh = old == 0 ? events : [.. events.Skip(old)];
        if (fresh.Count == 0)
        {
            return WatchStep.Nothing.Instance;
        }

        // The rest of a partial revision has the same revision, so the watch does not go beyond it.
        long last = fresh[^1].Kv.ModRevision;
        return new WatchStep.Deliver(
            new WatchBatch(fresh, header, isPartial) { Dropped = old, CompleteTo = isPartial ? last - 1 : last },
            isPartial ? last : last + 1,
            bytes);
    }

    private WatchStep.Deliver Progress(ResponseHeader header, bool isSafe)
    {
        // Progress never goes back: one that was overtaken by events says nothing new.
        long next = isSafe ? Math.Max(Next, header.Revision + 1) : Next;
        return new WatchStep.Deliver(
            new WatchBatch([], header, IsPartial: false) { CompleteTo = isSafe ? next - 1 : 0 }, next, 0);
    }

    private static WatchStep Canceled(WatchResponse response)
    {
        if (response.CompactRevision != 0)
        {
            return new WatchStep.Fail(WatchFailures.Compacted(response.CompactRevision));
        }

        return WatchFailures.OfReason(response.CancelReason);
    }
}
