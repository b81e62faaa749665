using Akka.Actor;

namespace Akka.Local.Tests.Cells;

/// <summary>
/// Goal: actors without a name get short, different ones that users cannot give.
/// Method: a run of numbers.
/// </summary>
public sealed class AutoNameTests
{
    [Fact]
    public void The_first_names_are_single_letters() =>
        Assert.Equal(["$a", "$b", "$z", "$~", "$ab"], new long[] { 0, 1, 25, 63, 64 }.Select(AutoName.Of));

    [Fact]
    public void Ten_thousand_names_differ() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(n => AutoName.Of(n)).Distinct().Count());

    [Fact]
    public void The_largest_number_has_a_name() => Assert.Equal(12, AutoName.Of(long.MaxValue).Length);

    [Fact]
    public void A_user_cannot_give_such_a_name() => Assert.False(ActorPath.IsValidPathElement(AutoName.Of(0)));
}
