namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>A server with a history of one event a revision, which cuts, repeats and delays at random.</summary>
internal sealed class WatchServer(Random random, int watches, int revisions)
{
    private readonly WatchWire _wire = new();
    private readonly Dictionary<long, long> _next = [];
    private int _stream;
    private int _answered;

    public int Cuts { get; private set; }

    /// <summary>What each of the watches got.</summary>
    public IReadOnlyList<List<long>> Run()
    {
        Reading[] readings =
        [
            .. Enumerable.Range(0, watches).Select(i => WatchWire.Read(
                _wire.Client.Watch.Open(new WatchSpec(KeyRange.Single($"k{i}")) { StartRevision = 1 }))),
        ];
        for (int step = 0; readings.Any(r => r.Revisions.Count < revisions && !r.IsOver) && step < 100_000; step++)
        {
            Step();
        }

        return [.. readings.Select(r => r.Revisions)];
    }

    private void Step()
    {
        if (_wire.Streams.Count == 0 || _wire.Stream.IsOver)
        {
            _wire.Time.AdvanceToNext();
            return;
        }

        if (_stream != _wire.Streams.Count)
        {
            (_stream, _answered) = (_wire.Streams.Count, 0);
            _next.Clear();
        }

        int unanswered = WatchWire.Creates(_wire.Stream).Count - _answered;
        switch (random.Next(200))
        {
            case 0:
                Cuts++;
                _wire.Stream.Lose(SendState.MaybeSent);
                break;
            case < 40 when unanswered > 0:
                long start = WatchWire.Creates(_wire.Stream)[_answered++].StartRevision;
                // The header is the store's revision, far above what is delivered.
                _next[_wire.Confirm(header: revisions)] = start;
                break;
            case var _ when _next.Count > 0:
                Deliver(_next.Keys.ElementAt(random.Next(_next.Count)));
                break;
            default:
                break;
        }
    }

    private void Deliver(long id)
    {
        // Now and then the last response comes once more.
        long from = Math.Max(1, _next[id] - (random.Next(10) == 0 ? random.Next(1, 4) : 0));
        long to = Math.Min(revisions, from + random.Next(8));
        if (from <= to)
        {
            _wire.Events(id, [.. Enumerable.Range((int)from, (int)(to - from + 1)).Select(r => (long)r)]);
            _next[id] = Math.Max(_next[id], to + 1);
        }
    }
}
