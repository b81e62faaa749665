using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Section 18: leases, their granted times and their keys. When they end is told from outside.</summary>
internal sealed class LeaseTable
{
    private const long MaxTtl = 9_000_000_000;

    private readonly SortedDictionary<long, (long Ttl, SortedSet<ByteString> Keys)> _leases = [];

    /// <summary>The ids, ascending.</summary>
    public IReadOnlyCollection<long> Ids => [.. _leases.Keys];

    /// <summary>How many there are.</summary>
    public int Count => _leases.Count;

    /// <summary>P1: makes a lease.</summary>
    /// <exception cref="ModelException">The TTL is too large, or the id is taken.</exception>
    public void Grant(long id, long ttl, long minTtl)
    {
        if (ttl > MaxTtl)
        {
            throw new ModelException(EtcdErrorTexts.LeaseTtlTooLarge);
        }

        if (!_leases.TryAdd(id, (Math.Max(ttl, minTtl), new SortedSet<ByteString>(Bytes.Order))))
        {
            throw new ModelException(EtcdErrorTexts.LeaseExists);
        }
    }

    /// <summary>Whether a lease is there.</summary>
    public bool Has(long id) => _leases.ContainsKey(id);

    /// <summary>The granted TTL in seconds; 0 for an unknown lease.</summary>
    public long Ttl(long id) =>
        _leases.TryGetValue(id, out (long Ttl, SortedSet<ByteString> Keys) lease) ? lease.Ttl : 0;

    /// <summary>The keys in byte order; none for an unknown lease.</summary>
    public ImmutableArray<ByteString> Keys(long id) =>
        _leases.TryGetValue(id, out (long Ttl, SortedSet<ByteString> Keys) lease) ? [.. lease.Keys] : [];

    /// <summary>Ends a lease, whose keys are the caller's to delete.</summary>
    public void Remove(long id) => _leases.Remove(id);

    /// <summary>P7: a key has at most one lease.</summary>
    /// <param name="key">The key.</param>
    /// <param name="from">Its lease so far, 0 for none.</param>
    /// <param name="to">Its lease from now on, 0 for none.</param>
    public void Move(ByteString key, long from, long to)
    {
        if (_leases.TryGetValue(from, out (long Ttl, SortedSet<ByteString> Keys) old))
        {
            old.Keys.Remove(key);
        }

        if (_leases.TryGetValue(to, out (long Ttl, SortedSet<ByteString> Keys) lease))
        {
            lease.Keys.Add(key);
        }
    }

    /// <summary>An independent copy.</summary>
    public LeaseTable Clone()
    {
        var copy = new LeaseTable();
        foreach ((long id, (long ttl, SortedSet<ByteString> keys)) in _leases)
        {
            copy._leases.Add(id, (ttl, new SortedSet<ByteString>(keys, Bytes.Order)));
        }

        return copy;
    }
}
