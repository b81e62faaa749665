namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>What is to be done for one lease, and when (L1, L2). Pure: instants are given to it.</summary>
/// <remarks>
/// A request is <i>asked for</i> when its time has come and <i>sent</i> when a stream takes it; there is never more
/// than one without an answer, so an answer belongs to it.
/// </remarks>
/// <param name="clock">What the grant proved.</param>
/// <param name="margin">What the user chose; null for the usual one.</param>
/// <param name="now">The first request is due at once (L4).</param>
/// <param name="spread">From 0 up to 1: leases of one start do not stay in step.</param>
internal sealed class KeepAliveSchedule(LeaseClock clock, TimeSpan? margin, TimeSpan now, double spread)
{
    private TimeSpan _nextAt = now;
    private TimeSpan? _askedAt;
    private double? _spread = spread;

    public LeaseClock Clock { get; private set; } = clock;

    /// <summary>When the request that has no answer yet was sent; null if there is none.</summary>
    public TimeSpan? SentAt { get; private set; }

    /// <summary>Whether a request waits for a stream that takes it.</summary>
    public bool WantsSending => _askedAt is not null && SentAt is null;

    /// <summary>When <see cref="Advance"/> has something to say.</summary>
    public TimeSpan WakeAt
    {
        get
        {
            TimeSpan next = _askedAt is { } asked ? asked + Third : _nextAt;
            return next < Clock.LostAt ? next : Clock.LostAt;
        }
    }

    private TimeSpan Third => Clock.Ttl / 3;

    /// <summary>Takes the step that is due. An answer that has been missed is asked for again.</summary>
    public KeepAliveStep Advance(TimeSpan now)
    {
        if (Clock.IsLostAt(now))
        {
            return KeepAliveStep.Lost;
        }

        if (now < WakeAt)
        {
            return KeepAliveStep.None;
        }

        KeepAliveStep step = _askedAt is null ? KeepAliveStep.Ask : KeepAliveStep.Missed;
        _askedAt = now;
        SentAt = null;
        return step;
    }

    public void Sent(TimeSpan now) => SentAt = now;

    /// <summary>The server answered with a TTL above 0.</summary>
    /// <returns>False if there was nothing to answer, or the deadline is past: what is lost stays lost.</returns>
    public bool Answered(TimeSpan now, long ttl)
    {
        if (SentAt is not { } sent || Clock.IsLostAt(now))
        {
            return false;
        }

        Clock = LeaseClock.Of(sent, ttl, margin);
        // Only the first interval is shorter: it sets the lease off against the others.
        _nextAt = sent + (Third * (_spread is { } part ? 0.5 + (part / 2) : 1));
        _spread = null;
        _askedAt = null;
        SentAt = null;
        return true;
    }

    /// <summary>The stream that carried the request is gone: it is asked for anew.</summary>
    public void StreamLost(TimeSpan now)
    {
        if (_askedAt is not null)
        {
            _askedAt = now;
            SentAt = null;
        }
    }
}

/// <summary>What is due for a lease.</summary>
internal enum KeepAliveStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A request.</summary>
    Ask,

    /// <summary>The answer did not come in its time: the stream is given up, and the request sent on another.</summary>
    Missed,

    /// <summary>The local deadline has passed.</summary>
    Lost,
}
