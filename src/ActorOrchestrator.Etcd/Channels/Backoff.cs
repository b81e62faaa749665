namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Waits that double.</summary>
internal static class Backoff
{
    /// <summary><paramref name="first"/> for the first attempt, then twice as long each time, up to a bound.</summary>
    public static TimeSpan Doubling(TimeSpan first, TimeSpan last, int attempt)
    {
        // 2^30 times the first wait is beyond any bound, and within what a TimeSpan can hold.
        long ticks = first.Ticks * (1L << Math.Clamp(attempt - 1, 0, 30));
        return ticks > last.Ticks ? last : TimeSpan.FromTicks(ticks);
    }

    /// <summary>Half to one and a half times the wait, so that clients that failed together do not return
    /// together.</summary>
    public static TimeSpan Spread(TimeSpan wait, double random) => wait * (0.5 + random);
}
