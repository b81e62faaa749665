using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Tests.Virtual;

/// <content>What a callback may do to timers and the time.</content>
public sealed partial class VirtualTimeTests
{
    [Fact]
    public void A_callback_may_dispose_of_its_own_timer()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                _fired.Add("a");
                timer!.Dispose();
            },
            null,
            Seconds(1),
            Seconds(1));

        _time.Advance(Seconds(5));

        Assert.Single(_fired);
    }

    [Fact]
    public void A_callback_may_change_its_own_timer()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                _fired.Add($"{_time.Elapsed.TotalSeconds}");
                timer!.Change(Seconds(3), Never);
            },
            null,
            Seconds(1),
            Seconds(1));

        _time.Advance(Seconds(8));

        Assert.Equal(["1", "4", "7"], _fired);
    }

    [Fact]
    public void A_callback_may_make_timers_that_are_due_within_the_same_move()
    {
        _time.CreateTimer(_ => Timer("b", Seconds(1)), null, Seconds(1), Never);

        _time.Advance(Seconds(2));

        Assert.Equal(["b@2"], _fired);
    }

    [Fact]
    public void A_callback_may_move_the_time_and_nobody_goes_back()
    {
        _time.CreateTimer(_ => _time.Advance(Seconds(10)), null, Seconds(1), Never);
        Timer("b", Seconds(2));
        Timer("c", Seconds(12));

        _time.Advance(Seconds(3));

        Assert.Equal(["b@2"], _fired);
        Assert.Equal(Seconds(11), _time.Elapsed);
        _time.Advance(Seconds(1));
        Assert.Equal(["b@2", "c@12"], _fired);
    }
}
