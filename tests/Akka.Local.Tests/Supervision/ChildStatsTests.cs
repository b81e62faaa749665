using Akka.Actor;

namespace Akka.Local.Tests.Supervision;

/// <summary>
/// Goal: how many restarts a limit and a window allow.
/// Method: a table of readings; the time is a number that the test gives.
/// </summary>
public sealed class ChildStatsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoWindow = TimeSpan.FromMilliseconds(Timeout.Infinite);

    private readonly ChildStats _stats = new(child: null!);

    [Fact]
    public void Zero_allows_none() => Assert.False(_stats.MayRestart(0, Second, TimeSpan.Zero));

    [Fact]
    public void No_limit_and_no_window_allow_any_number() =>
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(_stats.MayRestart(-1, NoWindow, TimeSpan.Zero)));

    [Fact]
    public void A_limit_without_a_window_counts_for_ever() =>
        Assert.Equal([true, true, false, false], Ask(limit: 2, NoWindow, 0, 1_000, 2_000, 3_000));

    [Fact]
    public void A_limit_in_a_window_counts_anew_after_it() =>
        Assert.Equal([true, true, false, true, true], Ask(limit: 2, 10 * Second, 0, 5, 10, 21, 22));

    [Fact]
    public void A_window_without_a_limit_allows_one() =>
        Assert.Equal([true, false, true], Ask(limit: -1, 10 * Second, 0, 5, 11));

    private IEnumerable<bool> Ask(int limit, TimeSpan window, params int[] seconds) =>
        [.. seconds.Select(at => _stats.MayRestart(limit, window, at * Second))];
}
