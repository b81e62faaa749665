namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>A lease that <see cref="KeepAliveStream"/> keeps alive; guarded by its lock.</summary>
internal sealed class KeptLease(EtcdSession session, KeepAliveSchedule schedule)
{
    public EtcdSession Session { get; } = session;

    public KeepAliveSchedule Schedule { get; } = schedule;

    /// <summary>Wakes at the next step. Null until the lease is added, and when it has been removed.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Sets the timer to the next step, a whole millisecond at least and a day at most.</summary>
    public void Arm(TimeSpan now)
    {
        // Timers round down and are bounded by 49 days; one that wakes too early looks again.
        TimeSpan wait = Schedule.WakeAt - now;
        var due = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, 86_400_000));
        Timer?.Change(due, Timeout.InfiniteTimeSpan);
    }
}
