namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>What an answered request proves about a lease: how long the server keeps it at least (L2).</summary>
/// <remarks>
/// The server counts from when it received the request, which is after it was sent. So the count from the instant of
/// sending is the safe one, however late the answer came.
/// </remarks>
/// <param name="SentAt">When the last request that was answered was sent; an instant of the monotonic clock.</param>
/// <param name="Ttl">What the server answered, not what was asked for (L5).</param>
/// <param name="Margin">How much earlier than the server we count the lease as lost.</param>
internal sealed record LeaseClock(TimeSpan SentAt, TimeSpan Ttl, TimeSpan Margin)
{
    private const long LongestTtl = 9_000_000_000;

    private static readonly TimeSpan LeastMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>Before this instant the server does not let the lease expire.</summary>
    public TimeSpan ExpiresAt => SentAt + Ttl;

    /// <summary>From this instant on nobody may rely on the lease.</summary>
    public TimeSpan LostAt => ExpiresAt - Margin;

    /// <param name="sentAt">When the answered request was sent.</param>
    /// <param name="answered">The TTL of the answer in seconds, above 0.</param>
    /// <param name="margin">What the user chose; null for a fifth of the TTL, 500 ms at least.</param>
    public static LeaseClock Of(TimeSpan sentAt, long answered, TimeSpan? margin)
    {
        var ttl = TimeSpan.FromSeconds(Math.Min(answered, LongestTtl));
        return new(sentAt, ttl, margin ?? Longer(ttl / 5, LeastMargin));
    }

    /// <summary>How long the server keeps the lease at least; zero when that is over.</summary>
    public TimeSpan RemainingAt(TimeSpan now) => Longer(ExpiresAt - now, TimeSpan.Zero);

    public bool IsLostAt(TimeSpan now) => now >= LostAt;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
