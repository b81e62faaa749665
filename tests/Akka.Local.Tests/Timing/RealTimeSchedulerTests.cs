using Akka.Actor;
using Akka.Event;

namespace Akka.Local.Tests.Timing;

/// <summary>
/// Goal: what is scheduled runs, what is cancelled does not, and nothing outlives the scheduler.
/// Method: waits for events, never for a time; how late a timer is does not matter.
/// </summary>
public sealed class RealTimeSchedulerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system = ActorSystem.Create("scheduler", "akka.loglevel = OFF");
    private readonly RealTimeScheduler _scheduler;

    public RealTimeSchedulerTests() => _scheduler = new RealTimeScheduler(_system.Log);

    public void Dispose()
    {
        _scheduler.Dispose();
        _system.Dispose();
    }

    [Fact]
    public async Task Work_runs_once_after_its_delay()
    {
        var ran = new TaskCompletionSource();

        _scheduler.ScheduleOnce(Soon, ran.SetResult); // A second run would throw.

        await ran.Task.WaitAsync(Long);
    }

    [Fact]
    public async Task Repeated_work_runs_until_it_is_cancelled_and_never_twice_at_once()
    {
        var enough = new TaskCompletionSource();
        int runs = 0, inside = 0, overlaps = 0;
        ICancelable cancelable = _scheduler.ScheduleRepeatedlyCancelable(TimeSpan.Zero, Soon, () =>
        {
            overlaps += Interlocked.Increment(ref inside) - 1;
            if (++runs == 5)
            {
                enough.SetResult();
            }

            Interlocked.Decrement(ref inside);
        });

        await enough.Task.WaitAsync(Long);
        cancelable.Cancel();
        int seen = Volatile.Read(ref runs);
        await AfterAFewTimers();

        Assert.Equal(0, overlaps);
        Assert.InRange(Volatile.Read(ref runs), seen, seen + 1); // One may have been running.
    }

    [Fact]
    public async Task Work_that_fails_is_logged_and_repeats()
    {
        var again = new TaskCompletionSource();
        var runs = 0;

        _scheduler.ScheduleRepeatedly(TimeSpan.Zero, Soon, () =>
        {
            if (++runs == 3)
            {
                again.SetResult();
            }

            throw new InvalidOperationException("planned");
        });

        await again.Task.WaitAsync(Long);
    }

    [Fact]
    public async Task What_is_cancelled_before_its_time_does_not_run()
    {
        var ran = false;
        ICancelable cancelable = _scheduler.ScheduleOnceCancelable(Soon + Soon, () => ran = true);

        cancelable.Cancel();
        await AfterAFewTimers();

        Assert.False(ran);
    }

    [Fact]
    public async Task A_cancelable_may_be_cancelled_later()
    {
        using var cancelable = new Cancelable((IScheduler)_scheduler);
        var cancelled = new TaskCompletionSource();
        cancelable.Token.Register(cancelled.SetResult);

        cancelable.CancelAfter(Soon);

        await cancelled.Task.WaitAsync(Long);
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void After_the_end_nothing_can_be_scheduled()
    {
        _scheduler.Dispose();

        Assert.Throws<SchedulerException>(() => _scheduler.ScheduleOnce(Soon, () => { }));
    }

    [Fact]
    public void Negative_delays_and_empty_intervals_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _scheduler.ScheduleOnce(-Soon, () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _scheduler.ScheduleRepeatedly(Soon, TimeSpan.Zero, () => { }));
    }

    /// <summary>A chain of timers, each as long as the one that must not fire.</summary>
    private async Task AfterAFewTimers()
    {
        for (var i = 0; i < 5; i++)
        {
            var ran = new TaskCompletionSource();
            _scheduler.ScheduleOnce(Soon + Soon, ran.SetResult);
            await ran.Task.WaitAsync(Long);
        }
    }
}
