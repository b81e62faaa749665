using ActorOrchestrator.Etcd.Leasing;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md L2 and L5: the local deadline is the send time plus the answered TTL minus the margin.
/// Method: tables; the clock is given its instants.
/// </summary>
public sealed class LeaseClockTests
{
    private static readonly TimeSpan SentAt = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData(10, 2_000)]
    [InlineData(60, 12_000)]
    [InlineData(3, 600)]
    [InlineData(2, 500)]
    [InlineData(1, 500)]
    public void The_margin_is_a_fifth_of_the_TTL_and_500_ms_at_least(long ttl, int margin)
    {
        var clock = LeaseClock.Of(SentAt, ttl, null);

        Assert.Equal(TimeSpan.FromMilliseconds(margin), clock.Margin);
        Assert.Equal(SentAt + TimeSpan.FromSeconds(ttl), clock.ExpiresAt);
        Assert.Equal(clock.ExpiresAt - clock.Margin, clock.LostAt);
    }

    [Fact]
    public void A_chosen_margin_counts_as_it_is() =>
        Assert.Equal(
            SentAt + TimeSpan.FromMilliseconds(9_900),
            LeaseClock.Of(SentAt, 10, TimeSpan.FromMilliseconds(100)).LostAt);

    [Theory]
    [InlineData(0, false, 10)]
    [InlineData(7.999, false, 2.001)]
    [InlineData(8, true, 2)]
    [InlineData(9, true, 1)]
    [InlineData(11, true, 0)]
    public void It_is_lost_from_the_very_instant_on_and_nothing_remains_after_the_TTL(
        double after, bool lost, double remaining)
    {
        var clock = LeaseClock.Of(SentAt, 10, null);
        TimeSpan now = SentAt + TimeSpan.FromSeconds(after);

        Assert.Equal(lost, clock.IsLostAt(now));
        Assert.Equal(TimeSpan.FromSeconds(remaining), clock.RemainingAt(now));
    }

    [Fact]
    public void A_TTL_beyond_what_etcd_grants_does_not_overflow() =>
        Assert.Equal(TimeSpan.FromSeconds(9_000_000_000), LeaseClock.Of(SentAt, long.MaxValue, null).Ttl);
}
