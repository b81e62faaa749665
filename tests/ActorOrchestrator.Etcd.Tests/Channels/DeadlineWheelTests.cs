using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: every deadline is served once, never early and at most a tick late; a removed one never is.
/// Method: virtual time; a property over random deadlines and removals.
/// </summary>
public sealed class DeadlineWheelTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(5_120)]
    [InlineData(5_121)]
    [InlineData(86_400_000)]
    public void A_deadline_is_served_at_the_end_of_its_tick(int ms)
    {
        using var wheel = new DeadlineWheel(_time);
        var node = new Node(_time);
        wheel.Add(node, TimeSpan.FromMilliseconds(ms));
        _time.Advance(TimeSpan.FromMilliseconds(ms - 1));

        Assert.Null(node.ServedAt);
        _time.Advance(TimeSpan.FromMilliseconds(11));

        Assert.Equal((ms + 9) / 10 * 10, node.ServedAt!.Value.TotalMilliseconds);
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void What_is_removed_is_not_served_and_can_wait_again()
    {
        using var wheel = new DeadlineWheel(_time);
        var node = new Node(_time);
        wheel.Add(node, TimeSpan.FromMilliseconds(50));

        Assert.True(wheel.Remove(node));
        Assert.False(wheel.Remove(node));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(node.ServedAt);

        wheel.Add(node, TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.NotNull(node.ServedAt);
    }

    [Fact]
    public void No_timer_runs_while_nothing_waits()
    {
        using var wheel = new DeadlineWheel(_time);
        Assert.Null(_time.NextDue);

        wheel.Add(new Node(_time), TimeSpan.FromMilliseconds(20));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_time.NextDue);
    }

    [Fact]
    public void A_node_may_wait_again_while_it_is_served()
    {
        using var wheel = new DeadlineWheel(_time);
        var node = new Node(_time);
        node.Then = () => wheel.Add(node, TimeSpan.FromMilliseconds(30));
        wheel.Add(node, TimeSpan.FromMilliseconds(10));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        node.Then = null;
        _time.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal(40, node.ServedAt!.Value.TotalMilliseconds);
        Assert.Equal(2, node.Times);
    }

    [Fact]
    public void Random_deadlines_are_served_once_and_in_time() =>
        Prop.ForAll(
            Gen.Choose(1, 20_000).Zip(Gen.Choose(0, 3)).ListOf(60).ToArbitrary(),
            waits => Check([.. waits]))
            .QuickCheckThrowOnFailure();

    private static bool Check((int Ms, int Fate)[] waits)
    {
        var time = new VirtualTime();
        using var wheel = new DeadlineWheel(time);
        var nodes = new List<(Node Node, TimeSpan Due, bool Removed)>();
        foreach ((int ms, int fate) in waits)
        {
            var node = new Node(time);
            wheel.Add(node, TimeSpan.FromMilliseconds(ms));
            TimeSpan due = time.Elapsed + TimeSpan.FromMilliseconds(ms);
            if (fate == 1)
            {
                time.Advance(TimeSpan.FromMilliseconds(ms / 7.0));
            }

            nodes.Add((node, due, fate == 2 && wheel.Remove(node)));
        }

        time.Advance(TimeSpan.FromSeconds(30));
        return wheel.Count == 0 && nodes.TrueForAll(n => n.Removed
            ? n.Node.Times == 0
            : n.Node.Times == 1 && n.Node.ServedAt >= n.Due && n.Node.ServedAt < n.Due + TimeSpan.FromMilliseconds(20));
    }

    private sealed class Node(VirtualTime time) : DeadlineNode
    {
        public TimeSpan? ServedAt { get; private set; }

        public int Times { get; private set; }

        public Action? Then { get; set; }

        protected internal override void OnDeadline()
        {
            ServedAt = time.Elapsed;
            Times++;
            Then?.Invoke();
        }
    }
}
