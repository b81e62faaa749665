namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>Instants of the monotonic clock, as a distance from its zero: they can be compared and added to.</summary>
internal static class MonotonicClock
{
    /// <summary>The present instant. Setting the wall clock does not move it.</summary>
    public static TimeSpan Instant(this TimeProvider time) => time.GetElapsedTime(0);
}
