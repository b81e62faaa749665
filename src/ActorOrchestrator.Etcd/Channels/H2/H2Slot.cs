namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>An endpoint and a lane, and what outlives the connections there.</summary>
internal sealed class H2Slot(EtcdEndpoint endpoint, CallLane lane, TimeSpan keepAliveInterval)
{
    private H2Connection? _current;
    private int _doublings;

    /// <summary>Where connections go.</summary>
    public EtcdEndpoint Endpoint => endpoint;

    /// <summary>The connection for new calls, which may have ended; null before the first.</summary>
    public H2Connection? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>How often a connection is asked whether it lives.</summary>
    public TimeSpan KeepAliveInterval => keepAliveInterval * (1 << Volatile.Read(ref _doublings));

    /// <summary>Whether this is the slot for a call.</summary>
    public bool Is(EtcdEndpoint other, CallLane otherLane) =>
        lane == otherLane && (ReferenceEquals(endpoint, other) || endpoint == other);

    /// <summary>The server asks for fewer pings (G10).</summary>
    public void SlowDown()
    {
        int doublings = Volatile.Read(ref _doublings);
        if (doublings < H2Limits.KeepAliveDoublings)
        {
            _ = Interlocked.CompareExchange(ref _doublings, doublings + 1, doublings);
        }
    }
}
