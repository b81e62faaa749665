namespace ActorOrchestrator.Etcd.Watching;

/// <summary>Gathers the parts of a response that the server has split (W9).</summary>
internal sealed class FragmentBuffer
{
    private List<Event> _events = [];
    private long _bytes;

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Whether no more should be gathered.</summary>
    public bool IsFull => _bytes >= Limits.FragmentBytes;

    public void Add(IReadOnlyList<Event> events, long bytes)
    {
        _events.AddRange(events);
        _bytes += bytes;
    }

    /// <summary>Everything.</summary>
    public (IReadOnlyList<Event> Events, long Bytes) TakeAll()
    {
        (List<Event> events, long bytes) = (_events, _bytes);
        Clear();
        return (events, bytes);
    }

    /// <summary>All revisions but the last, of which more may follow.</summary>
    public (IReadOnlyList<Event> Events, long Bytes) TakeWhole()
    {
        long last = _events.Count == 0 ? 0 : _events[^1].Kv.ModRevision;
        int whole = _events.FindIndex(e => e.Kv.ModRevision == last);
        if (whole <= 0)
        {
            return ([], 0);
        }

        List<Event> rest = _events[whole..];
        List<Event> taken = _events[..whole];
        // How many bytes each event had is not known: the share of events stands for it.
        long bytes = _bytes * whole / _events.Count;
        _events = rest;
        _bytes -= bytes;
        return (taken, bytes);
    }

    public void Clear()
    {
        _events = [];
        _bytes = 0;
    }
}
