using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Tests.Virtual;

/// <summary>
/// Goal: timers of <see cref="VirtualTime"/> fire as those of any <see cref="TimeProvider"/>, each at its instant, in
/// an order that is always the same.
/// Method: timers that write down when they fired.
/// </summary>
public sealed partial class VirtualTimeTests
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly VirtualTime _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void A_clock_stands_until_it_is_moved()
    {
        long stamp = _time.GetTimestamp();
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), _time.GetUtcNow());

        _time.Advance(Seconds(90));

        Assert.Equal(Seconds(90), _time.Elapsed);
        Assert.Equal(Seconds(90), _time.GetElapsedTime(stamp));
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 1, 30, TimeSpan.Zero), _time.GetUtcNow());
        Assert.Equal(TimeZoneInfo.Utc, _time.LocalTimeZone);
    }

    [Fact]
    public void A_timer_fires_once_at_its_instant_and_not_before()
    {
        Timer("a", Seconds(5));

        _time.Advance(Seconds(5) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromTicks(1));
        _time.Advance(Seconds(100));

        Assert.Equal(["a@5"], _fired);
    }

    [Fact]
    public void A_due_time_of_zero_fires_when_the_time_is_next_moved_if_only_by_zero()
    {
        Timer("a", TimeSpan.Zero);
        Assert.Empty(_fired);

        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["a@0"], _fired);
    }

    [Fact]
    public void A_periodic_timer_fires_at_each_of_several_periods_that_pass_at_once()
    {
        Timer("a", Seconds(1), Seconds(2));

        _time.Advance(Seconds(7));

        Assert.Equal(["a@1", "a@3", "a@5", "a@7"], _fired);
    }

    [Fact]
    public void A_period_of_zero_is_none_as_with_the_machines_timers()
    {
        Timer("a", Seconds(1), TimeSpan.Zero);

        _time.Advance(Seconds(10));

        Assert.Equal(["a@1"], _fired);
    }

    [Fact]
    public void At_one_instant_timers_fire_in_the_order_of_their_creation()
    {
        ITimer late = Timer("first", Never);
        Timer("second", Seconds(1));
        Timer("third", Seconds(1));
        late.Change(Seconds(1), Never);

        _time.Advance(Seconds(1));

        Assert.Equal(["first@1", "second@1", "third@1"], _fired);
    }

    [Fact]
    public void A_change_replaces_due_time_and_period()
    {
        ITimer timer = Timer("a", Seconds(5));
        _time.Advance(Seconds(4));
        Assert.True(timer.Change(Seconds(5), Seconds(1)));

        _time.Advance(Seconds(6));
        Assert.Equal(["a@9", "a@10"], _fired);
        Assert.True(timer.Change(Never, Never));
        _time.Advance(Seconds(100));

        Assert.Equal(2, _fired.Count);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task A_disposed_timer_neither_fires_nor_changes()
    {
        ITimer timer = Timer("a", Seconds(1));
        ITimer other = Timer("b", Seconds(1));
        timer.Dispose();
        timer.Dispose();
        await other.DisposeAsync();

        _time.Advance(Seconds(2));

        Assert.False(timer.Change(Seconds(1), Never));
        Assert.Empty(_fired);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_neither_timers_nor_the_monotonic_clock()
    {
        Timer("a", Seconds(10));

        _time.JumpWallClock(TimeSpan.FromHours(-2));
        _time.Advance(Seconds(10));

        Assert.Equal(["a@10"], _fired);
        Assert.Equal(Seconds(10).Ticks, _time.GetTimestamp());
        Assert.Equal(new DateTimeOffset(1999, 12, 31, 22, 0, 10, TimeSpan.Zero), _time.GetUtcNow());
    }

    [Fact]
    public void Times_that_no_timer_takes_are_refused()
    {
        var tooLong = TimeSpan.FromMilliseconds(uint.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => Timer("a", Seconds(-2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timer("a", Seconds(1), Seconds(-2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timer("a", tooLong));
        Assert.Throws<ArgumentNullException>(() => _time.CreateTimer(null!, null, Seconds(1), Never));
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(Seconds(-1)));

        Timer("a", tooLong - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _time.PendingTimers);
    }

    [Fact]
    public void What_a_callback_throws_comes_out_and_the_others_fire_later()
    {
        _time.CreateTimer(_ => throw new FormatException("broken"), null, Seconds(1), Never);
        Timer("b", Seconds(1));

        Assert.Throws<FormatException>(() => _time.Advance(Seconds(5)));
        Assert.Equal(Seconds(1), _time.Elapsed);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["b@1"], _fired);
    }

    [Fact]
    public void A_callback_sees_the_execution_context_of_who_made_the_timer()
    {
        var local = new AsyncLocal<string> { Value = "maker" };
        _time.CreateTimer(_ => _fired.Add(local.Value ?? "none"), null, Seconds(1), Never);
        local.Value = "mover";

        _time.Advance(Seconds(1));

        Assert.Equal(["maker"], _fired);
        Assert.Equal("mover", local.Value);
    }

    [Fact]
    public void Timers_that_fire_for_ever_at_one_instant_are_stopped_by_name()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => timer!.Change(TimeSpan.Zero, Never), null, TimeSpan.Zero, Never);

        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => _time.Advance(Seconds(1)));

        Assert.Contains(nameof(VirtualTimeTests), error.Message, StringComparison.Ordinal);
        Assert.Contains("without the time moving", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_that_moves_the_time_into_itself_is_stopped()
    {
        _time.CreateTimer(_ => _time.Advance(Seconds(1)), null, Seconds(1), Seconds(1));

        Assert.Throws<InvalidOperationException>(() => _time.Advance(Seconds(1)));
    }

    [Fact]
    public void Another_thread_is_refused_but_may_dispose()
    {
        ITimer timer = Timer("a", Seconds(1));
        Exception? refusal = null;
        var thread = new Thread(() =>
        {
            refusal = Record.Exception(() => _time.Advance(Seconds(1)));
            timer.Dispose();
        });
        thread.Start();
        thread.Join();

        _time.Advance(Seconds(2));

        Assert.IsType<InvalidOperationException>(refusal);
        Assert.Empty(_fired);
        Assert.Null(_time.NextDue);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private ITimer Timer(string name, TimeSpan due, TimeSpan? period = null) =>
        _time.CreateTimer(_ => _fired.Add($"{name}@{_time.Elapsed.TotalSeconds}"), null, due, period ?? Never);
}
