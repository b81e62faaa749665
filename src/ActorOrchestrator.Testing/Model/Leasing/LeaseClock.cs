using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Leasing;

/// <summary>When leases end: the leader's table of deadlines (F10, P2 to P4).</summary>
/// <param name="time">The clock.</param>
/// <param name="leads">Whether there is a leader, which alone lets leases expire.</param>
/// <param name="expire">Revokes a lease.</param>
internal sealed class LeaseClock(VirtualTime time, Func<bool> leads, Action<long> expire)
{
    // P3: so many leases expire in so much time.
    private const int ExpiriesMax = 500;

    // P4: so many get the same second from a new leader.
    private const int SpreadMax = 750;

    private static readonly TimeSpan ExpiryWindow = TimeSpan.FromMilliseconds(500);

    private readonly SortedDictionary<long, Term> _terms = [];
    private long _windowEnd;
    private int _expiries;

    /// <summary>Live ids by expiry, then id (P6).</summary>
    public IEnumerable<long> ByExpiry =>
        _terms.OrderBy(term => term.Value.Deadline).ThenBy(term => term.Key).Select(term => term.Key);

    public void Granted(long id, long ttlSeconds)
    {
        var term = new Term(ttlSeconds);
        term.Timer = time.CreateTimer(_ => Expire(id), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _terms.Add(id, term);
        Arm(term, Seconds(ttlSeconds));
    }

    /// <summary>Gives a lease its full time again.</summary>
    /// <returns>That time in seconds; 0 if there is no such lease.</returns>
    public long Renew(long id)
    {
        if (!_terms.TryGetValue(id, out Term? term))
        {
            return 0;
        }

        Arm(term, Seconds(term.TtlSeconds));
        return term.TtlSeconds;
    }

    public void Ended(long id)
    {
        if (_terms.Remove(id, out Term? term))
        {
            term.Timer?.Dispose();
        }
    }

    /// <summary>What is left of a lease, in whole seconds, rounded down; −1 if there is no such lease.</summary>
    public long RemainingSeconds(long id) => _terms.TryGetValue(id, out Term? term)
        ? Math.Max(0, (term.Deadline - time.Now) / TimeSpan.TicksPerSecond)
        : -1;

    /// <summary>The same leader as before works again: what should have expired meanwhile does so now.</summary>
    public void Resume()
    {
        foreach (long id in ByExpiry.ToArray())
        {
            if (_terms.TryGetValue(id, out Term? term) && term.Deadline <= time.Now)
            {
                Expire(id);
            }
        }
    }

    /// <summary>A new leader gives every lease its full time, spread so that not all end together (P4).</summary>
    public void ExtendAll()
    {
        var spread = new Dictionary<long, int>();
        foreach (Term term in _terms.Values)
        {
            long second = term.TtlSeconds;
            while (spread.GetValueOrDefault(second) >= SpreadMax)
            {
                second++;
            }

            spread[second] = spread.GetValueOrDefault(second) + 1;
            Arm(term, Seconds(second));
        }
    }

    /// <summary>Starts again with these leases, each with its full time.</summary>
    public void Reset(IEnumerable<(long Id, long TtlSeconds)> leases)
    {
        foreach (long id in _terms.Keys.ToArray())
        {
            Ended(id);
        }

        foreach ((long id, long ttl) in leases)
        {
            Granted(id, ttl);
        }
    }

    private static TimeSpan Seconds(long seconds) => new(seconds * TimeSpan.TicksPerSecond);

    private void Arm(Term term, TimeSpan left)
    {
        term.Deadline = time.Now + left.Ticks;
        Wake(term, left);
    }

    // A timer reaches 49 days, a lease 285 years: a long one is looked at again every day.
    private static void Wake(Term term, TimeSpan left) => term.Timer?.Change(
        left > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : left, Timeout.InfiniteTimeSpan);

    private void Expire(long id)
    {
        if (!_terms.TryGetValue(id, out Term? term) || !leads())
        {
            return;
        }

        if (term.Deadline > time.Now)
        {
            Wake(term, new TimeSpan(term.Deadline - time.Now));
            return;
        }

        if (time.Now >= _windowEnd)
        {
            _windowEnd = time.Now + ExpiryWindow.Ticks;
            _expiries = 0;
        }

        if (++_expiries > ExpiriesMax)
        {
            Wake(term, new TimeSpan(_windowEnd - time.Now));
            return;
        }

        expire(id);
    }

    private sealed class Term(long ttlSeconds)
    {
        public long TtlSeconds => ttlSeconds;

        public long Deadline { get; set; }

        public ITimer? Timer { get; set; }
    }
}
