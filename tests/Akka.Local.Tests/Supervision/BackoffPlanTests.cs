using Akka.Actor;
using Akka.Pattern;

namespace Akka.Local.Tests.Supervision;

/// <summary>
/// Goal: the waits between the starts of a child, and their bounds.
/// Method: the plan alone, without actors or time.
/// </summary>
public sealed class BackoffPlanTests
{
    private static readonly Props Child = Props.Create<NoActor>();

    [Fact]
    public void Waits_double_until_the_longest()
    {
        BackoffPlan plan = Plan(minSeconds: 1, maxSeconds: 10, jitter: 0);

        Assert.Equal(
            [1, 2, 4, 8, 10, 10],
            Enumerable.Range(0, 6).Select(n => (int)plan.DelayAfter(n).TotalSeconds));
    }

    [Fact]
    public void A_wait_never_overflows() =>
        Assert.Equal(TimeSpan.FromDays(1), Plan(1, 86_400, 0).DelayAfter(int.MaxValue));

    [Fact]
    public void Jitter_only_makes_a_wait_longer_and_by_at_most_its_part()
    {
        BackoffPlan plan = Plan(10, 10, jitter: 0.2);

        TimeSpan[] waits = [.. Enumerable.Range(0, 1_000).Select(_ => plan.DelayAfter(0))];

        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, 10, 12));
        Assert.True(waits.Distinct().Count() > 100, "All waits are alike: there is no jitter.");
    }

    [Fact]
    public void The_number_of_starts_may_have_a_limit()
    {
        var plan = (BackoffPlan)Plan(1, 1, 0).WithMaxNrOfRetries(2);

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(plan.MayStartAgain));
        Assert.True(Plan(1, 1, 0).MayStartAgain(int.MaxValue));
    }

    [Fact]
    public void A_strategy_with_a_limit_brings_it_along()
    {
        var plan = (BackoffPlan)Plan(1, 1, 0)
            .WithSupervisorStrategy(new OneForOneStrategy(1, null, _ => Directive.Restart));

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(plan.MayStartAgain));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 1, -0.1)]
    public void Bounds_that_cannot_be_are_refused(double minSeconds, double maxSeconds, double jitter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan(minSeconds, maxSeconds, jitter));

    private static BackoffPlan Plan(double minSeconds, double maxSeconds, double jitter) => new(
        Child, "child", TimeSpan.FromSeconds(minSeconds), TimeSpan.FromSeconds(maxSeconds), jitter);

    private sealed class NoActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
