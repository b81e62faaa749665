using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: etcd.md N4 and X2: what is sent again, when, and above all what never is.
/// Method: the whole table of class, rule and method.
/// </summary>
public sealed class RetryPlanTests
{
    private static readonly TimeSpan Plenty = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(ErrorClass.Transient, RepeatRule.WhenSafe, false, true)]
    [InlineData(ErrorClass.Transient, RepeatRule.Never, true, false)]
    [InlineData(ErrorClass.Ambiguous, RepeatRule.WhenSafe, false, false)]
    [InlineData(ErrorClass.Ambiguous, RepeatRule.WhenSafe, true, true)]
    [InlineData(ErrorClass.Ambiguous, RepeatRule.Idempotent, false, true)]
    [InlineData(ErrorClass.Permanent, RepeatRule.Idempotent, true, false)]
    [InlineData(ErrorClass.Conflict, RepeatRule.Idempotent, true, false)]
    [InlineData(ErrorClass.Gone, RepeatRule.Idempotent, true, false)]
    public void Only_what_is_safe_is_sent_again(ErrorClass errorClass, RepeatRule rule, bool repeatable, bool again) =>
        Assert.Equal(again, RetryPlan.Next(errorClass, rule, repeatable, 1, Plenty, 0.5) is not null);

    [Theory]
    [InlineData(1, 0.0, 12.5)]
    [InlineData(1, 0.5, 25)]
    [InlineData(2, 0.5, 50)]
    [InlineData(8, 0.5, 3_000)]
    [InlineData(9, 0.999, 4_497)]
    public void The_wait_doubles_from_25_ms_to_3_s_and_is_spread(int tries, double random, double expectedMs) =>
        Assert.Equal(expectedMs, Next(tries, Plenty, random)!.Value.TotalMilliseconds, tolerance: 0.001);

    [Fact]
    public void There_are_ten_tries_at_most()
    {
        Assert.NotNull(Next(9, Plenty, 0.5));
        Assert.Null(Next(10, Plenty, 0.5));
    }

    [Fact]
    public void A_wait_that_the_deadline_does_not_leave_room_for_is_not_begun()
    {
        Assert.Null(Next(1, TimeSpan.FromMilliseconds(25), 0.5));
        Assert.NotNull(Next(1, TimeSpan.FromMilliseconds(25.1), 0.5));
        Assert.NotNull(Next(1, Timeout.InfiniteTimeSpan, 0.5));
    }

    [Theory]
    [InlineData("Put")]
    [InlineData("DeleteRange")]
    [InlineData("Txn")]
    [InlineData("LeaseGrant")]
    [InlineData("LeaseRevoke")]
    [InlineData("MemberAdd")]
    [InlineData("MoveLeader")]
    [InlineData("Campaign")]
    [InlineData("UserAdd")]
    [InlineData("AuthEnable")]
    [InlineData("Lock")]
    public void What_changes_something_is_never_sent_twice_by_itself(string name)
    {
        EtcdMethod method = EtcdMethods.All.Single(m => string.Equals(m.Name, name, StringComparison.Ordinal));

        Assert.False(RetryPlan.IsRepeatable(method));
        Assert.False(RetryPlan.IsRead(method));
    }

    [Fact]
    public void Reads_and_compaction_are_sent_again() => Assert.All(
        new EtcdMethod[] { EtcdMethods.Range, EtcdMethods.Compact, EtcdMethods.LeaseTimeToLive, EtcdMethods.Status },
        method => Assert.True(RetryPlan.IsRepeatable(method)));

    private static TimeSpan? Next(int tries, TimeSpan left, double random) =>
        RetryPlan.Next(ErrorClass.Transient, RepeatRule.WhenSafe, repeatable: false, tries, left, random);
}
