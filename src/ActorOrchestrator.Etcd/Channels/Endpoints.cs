namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Which endpoint is asked next, and why not another (N2).</summary>
/// <remarks>A pure model: instants are given to it. Not thread-safe.</remarks>
internal sealed class Endpoints
{
    private readonly Random _random;
    private List<Entry> _entries;
    private Entry _current;

    /// <param name="endpoints">At least one.</param>
    /// <param name="random">Shuffles, so that the clients of a cluster do not all begin with the same member.</param>
    public Endpoints(IEnumerable<EtcdEndpoint> endpoints, Random random)
    {
        _random = random;
        _entries = Shuffled(endpoints, []);
        _current = _entries[0];
    }

    public EtcdEndpoint Current => _current.Endpoint;

    /// <summary>The current endpoint while it is well; else the next that is not cooling down; if all are, the one
    /// that is free first.</summary>
    public EtcdEndpoint Choose(TimeSpan now)
    {
        if (_current.FreeAt > now)
        {
            int from = _entries.IndexOf(_current);
            _current = Enumerable.Range(1, _entries.Count).Select(i => _entries[(from + i) % _entries.Count])
                .FirstOrDefault(e => e.FreeAt <= now) ?? _entries.MinBy(e => e.FreeAt)!;
        }

        return _current.Endpoint;
    }

    /// <summary>A call failed for a reason that may lie in the endpoint.</summary>
    /// <returns>Whether the endpoint was the current one, so that the next call goes to another.</returns>
    public bool Failed(EtcdEndpoint endpoint, TimeSpan now, string text)
    {
        if (Find(endpoint) is not { } entry)
        {
            return false;
        }

        // Calls that were in flight together fail together: that is one failure, not many.
        if (entry.FreeAt <= now)
        {
            entry.Failures++;
            entry.FreeAt = now + Backoff.Doubling(Limits.CoolDownFirst, Limits.CoolDownLast, entry.Failures);
        }

        entry.LastFailure = text;
        return ReferenceEquals(entry, _current) && _entries.Count > 1;
    }

    /// <summary>Any answer shows that the endpoint is well.</summary>
    public void Answered(EtcdEndpoint endpoint)
    {
        if (Find(endpoint) is { Failures: > 0 } entry)
        {
            entry.Failures = 0;
            entry.FreeAt = TimeSpan.Zero;
            entry.LastFailure = null;
        }
    }

    /// <summary>Takes the cluster's own list; an empty one is ignored (N1).</summary>
    public void Replace(IReadOnlyCollection<EtcdEndpoint> endpoints)
    {
        if (endpoints.Count is 0 or > Limits.Endpoints)
        {
            return;
        }

        _entries = Shuffled(endpoints, _entries);
        _current = _entries.Find(e => e.Endpoint == _current.Endpoint) ?? _entries[0];
    }

    public ImmutableArray<EndpointStatus> Status(TimeSpan now) =>
    [
        .. _entries.Select(e => new EndpointStatus(
            e.Endpoint, e.Failures, e.FreeAt > now ? e.FreeAt - now : TimeSpan.Zero, e.LastFailure)),
    ];

    /// <summary>The last failure of each endpoint, for the message of a call that found none (N3).</summary>
    public string Explain() => string.Join(
        "; ", _entries.Where(e => e.LastFailure is not null).Select(e => $"{e.Endpoint}: {e.LastFailure}"));

    private Entry? Find(EtcdEndpoint endpoint)
    {
        // Nearly always the current one; a search would cost each call.
        return _current.Endpoint == endpoint ? _current : _entries.Find(e => e.Endpoint == endpoint);
    }

    private List<Entry> Shuffled(IEnumerable<EtcdEndpoint> endpoints, List<Entry> known)
    {
        Entry[] entries =
        [
            .. endpoints.Distinct().Select(e => known.Find(k => k.Endpoint == e) ?? new Entry(e)),
        ];
        _random.Shuffle(entries);
        return [.. entries];
    }

    private sealed class Entry(EtcdEndpoint endpoint)
    {
        public EtcdEndpoint Endpoint { get; } = endpoint;

        public int Failures { get; set; }

        public TimeSpan FreeAt { get; set; }

        public string? LastFailure { get; set; }
    }
}
