namespace ActorOrchestrator.Testing.Virtual;

/// <summary>The clock of one node in virtual time: time passes for all alike, but its wall clock may be
/// wrong.</summary>
public sealed class NodeClock : TimeProvider
{
    private readonly VirtualTime _time;

    internal NodeClock(VirtualTime time) => _time = time;

    /// <summary>How far the wall clock is ahead of the true one; negative if it is behind.</summary>
    public TimeSpan WallClockError { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    /// <inheritdoc/>
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + WallClockError;

    /// <summary>Moves the wall clock only. No timer notices.</summary>
    public void Jump(TimeSpan by) => WallClockError += by;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);
}
