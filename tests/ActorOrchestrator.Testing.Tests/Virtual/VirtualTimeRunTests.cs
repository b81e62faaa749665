using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Tests.Virtual;

/// <summary>
/// Goal: asynchronous code runs in virtual time on one thread, and what does not come to an end is named.
/// Method: the runtime's own delays, cancellations and periodic timers.
/// </summary>
public sealed class VirtualTimeRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly VirtualTime _time = new();

    [Fact]
    public void A_delay_ends_at_its_instant_and_its_continuation_runs_inside_of_the_move()
    {
        int thread = Environment.CurrentManagedThreadId;
        TimeSpan? ended = null;
        int endedOn = 0;
        async Task WaitAsync()
        {
            await Task.Delay(5 * Second, _time).ConfigureAwait(false);
            ended = _time.Elapsed;
            endedOn = Environment.CurrentManagedThreadId;
        }

        Task wait = WaitAsync();
        _time.Advance(10 * Second);

        Assert.True(wait.IsCompletedSuccessfully);
        Assert.Equal(5 * Second, ended);
        Assert.Equal(thread, endedOn);
    }

    [Fact]
    public void A_cancellation_source_with_a_time_out_fires_at_its_instant()
    {
        using var source = new CancellationTokenSource(3 * Second, _time);

        _time.Advance(2 * Second);
        Assert.False(source.IsCancellationRequested);
        _time.Advance(Second);

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void A_wait_that_is_cancelled_in_virtual_time_ends_then()
    {
        TimeSpan ended = _time.Run(async () =>
        {
            using var source = new CancellationTokenSource(3 * Second, _time);
            var delay = Task.Delay(10 * Second, _time);
            await Assert.ThrowsAsync<TaskCanceledException>(() => delay.WaitAsync(source.Token));
            return _time.Elapsed;
        });

        Assert.Equal(3 * Second, ended);
    }

    [Fact]
    public void A_periodic_timer_ticks_at_each_period()
    {
        List<double> ticks = _time.Run(async () =>
        {
            var seen = new List<double>();
            using var timer = new PeriodicTimer(2 * Second, _time);
            while (seen.Count < 3 && await timer.WaitForNextTickAsync())
            {
                seen.Add(_time.Elapsed.TotalSeconds);
            }

            return seen;
        });

        Assert.Equal([2, 4, 6], ticks);
    }

    [Fact]
    public void WaitAsync_times_out_in_virtual_time()
    {
        var never = new TaskCompletionSource();

        Assert.Throws<TimeoutException>(() => _time.Run(() => never.Task.WaitAsync(4 * Second, _time)));
        Assert.Equal(4 * Second, _time.Elapsed);
    }

    [Fact]
    public void Run_keeps_awaits_without_ConfigureAwait_on_its_thread_and_restores_the_context()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        int thread = Environment.CurrentManagedThreadId;

        int after = _time.Run(async () =>
        {
            await Task.Delay(Second, _time);
            return Environment.CurrentManagedThreadId;
        });

        Assert.Equal(thread, after);
        Assert.Same(before, SynchronizationContext.Current);
    }

    [Fact]
    public void Run_passes_on_what_was_thrown()
    {
        async Task FailAsync()
        {
            await Task.Delay(Second, _time);
            throw new FormatException("broken");
        }

        Assert.Throws<FormatException>(() => _time.Run(FailAsync));
    }

    [Fact]
    public void Run_says_so_when_nothing_is_left_that_could_end_it()
    {
        var never = new TaskCompletionSource();

        TimeoutException error = Assert.Throws<TimeoutException>(() => _time.Run(() => never.Task));

        Assert.Contains("no timer is left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunUntil_stops_right_after_the_timer_that_brought_it_about()
    {
        int fired = 0;
        using ITimer timer = _time.CreateTimer(_ => fired++, null, Second, Second);

        _time.RunUntil(() => fired == 3);

        Assert.Equal(3 * Second, _time.Elapsed);
        Assert.False(_time.TryRunUntil(() => fired == 9, 2 * Second));
        Assert.Equal(5, fired);
    }

    [Fact]
    public void RunUntil_names_its_limit_and_the_next_timer()
    {
        using ITimer timer = _time.CreateTimer(_ => { }, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);

        TimeoutException error = Assert.Throws<TimeoutException>(() => _time.RunUntil(() => false, 2 * Second));

        Assert.Contains("00:00:02", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(VirtualTimeRunTests), error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
    }

    [Fact]
    public void RunUntilIdle_fires_all_and_complains_of_what_never_ends()
    {
        int fired = 0;
        _time.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(30), Timeout.InfiniteTimeSpan);
        _time.RunUntilIdle();
        Assert.Equal(1, fired);
        Assert.Equal(TimeSpan.FromMinutes(30), _time.Elapsed);

        using ITimer endless = _time.CreateTimer(_ => { }, null, Second, Second);
        Assert.Throws<TimeoutException>(() => _time.RunUntilIdle());
    }

    [Fact]
    public void AdvanceToNext_fires_one_timer()
    {
        var fired = new List<int>();
        _time.CreateTimer(_ => fired.Add(1), null, Second, Timeout.InfiniteTimeSpan);
        _time.CreateTimer(_ => fired.Add(2), null, Second, Timeout.InfiniteTimeSpan);

        Assert.Equal(Second, _time.NextDue);
        Assert.True(_time.AdvanceToNext());
        Assert.Equal([1], fired);
        Assert.True(_time.AdvanceToNext());
        Assert.False(_time.AdvanceToNext());

        Assert.Equal([1, 2], fired);
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public void A_node_shares_timers_and_monotonic_clock_and_has_its_own_wall_clock()
    {
        var node = new NodeClock(_time);
        node.Jump(TimeSpan.FromHours(1));
        int fired = 0;
        using ITimer timer = node.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);

        _time.Advance(Second);

        Assert.Equal(1, fired);
        Assert.Equal(_time.GetTimestamp(), node.GetTimestamp());
        Assert.Equal(TimeSpan.FromHours(1), node.GetUtcNow() - _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), node.WallClockError);
    }
}
