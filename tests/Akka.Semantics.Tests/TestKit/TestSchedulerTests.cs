using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: what the test's scheduler runs, when, how often and in which order.
/// Method: work runs on the thread that advances, so a list of what ran is complete when Advance returns.
/// </summary>
public sealed class TestSchedulerTests() : Akka.TestKit.Xunit2.TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly List<string> _ran = [];

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Work_runs_when_its_time_has_come_and_once()
    {
        Schedule("a", 2 * Second);

        Clock.Advance(Second);
        Assert.Empty(_ran);
        Clock.Advance(Second);
        Assert.Equal(["a"], _ran);
        Clock.Advance(10 * Second);
        Assert.Equal(["a"], _ran);
    }

    [Fact]
    public void Work_runs_in_the_order_of_its_times()
    {
        Schedule("late", 3 * Second);
        Schedule("early", Second);
        Schedule("middle", 2 * Second);
        Schedule("middle too", 2 * Second);

        Clock.Advance(5 * Second);

        Assert.Equal(["early", "middle", "middle too", "late"], _ran);
    }

    [Fact]
    public void Work_without_delay_waits_for_the_next_advance()
    {
        Schedule("a", TimeSpan.Zero);
        Assert.Empty(_ran);

        Clock.Advance(TimeSpan.Zero);

        Assert.Equal(["a"], _ran);
    }

    [Fact]
    public void What_work_schedules_waits_for_the_next_advance()
    {
        Clock.ScheduleOnce(Second, () => Schedule("inner", TimeSpan.Zero));

        Clock.Advance(Second);
        Assert.Empty(_ran);
        Clock.Advance(TimeSpan.Zero);
        Assert.Equal(["inner"], _ran);
    }

    [Fact]
    public void Repeated_work_runs_once_for_each_advance_and_then_counts_from_the_new_time()
    {
        Clock.ScheduleRepeatedly(Second, 2 * Second, () => _ran.Add("a"));

        Clock.Advance(10 * Second);
        Assert.Single(_ran);
        Clock.Advance(1.9 * Second);
        Assert.Single(_ran);
        Clock.Advance(0.1 * Second);
        Assert.Equal(2, _ran.Count);
    }

    [Fact]
    public async Task Messages_are_told_with_their_sender_until_cancelled()
    {
        ICancelable cancelled = Clock.ScheduleTellOnceCancelable(Second, TestActor, "never", TestActor);
        ICancelable repeated = Clock.ScheduleTellRepeatedlyCancelable(Second, Second, TestActor, "tick", TestActor);
        cancelled.Cancel();

        Clock.Advance(Second);
        await ExpectMsgFromAsync(TestActor, "tick");
        Clock.Advance(Second);
        await ExpectMsgFromAsync(TestActor, "tick");
        repeated.Cancel();
        Clock.ScheduleTellOnce(Second, TestActor, "end", ActorRefs.NoSender);
        Clock.Advance(Second);
        await ExpectMsgAsync("end");
    }

    [Fact]
    public void Time_moves_only_by_advancing_and_never_back()
    {
        DateTimeOffset start = Clock.Now;
        Assert.Equal(start, Clock.Now);

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TimeSpan.FromDays(1), Clock.Now - start);
        Clock.AdvanceTo(start.AddDays(2));
        Assert.Equal(TimeSpan.FromDays(2), Clock.Now - start);
        Assert.Throws<InvalidOperationException>(() => Clock.AdvanceTo(start));
    }

    [Fact]
    public void The_monotonic_clock_stays_real()
    {
        TimeSpan before = Clock.MonotonicClock;

        Clock.Advance(TimeSpan.FromDays(1));

        Assert.True(Clock.MonotonicClock - before < TimeSpan.FromDays(1));
    }

    private void Schedule(string name, TimeSpan delay) => Clock.ScheduleOnce(delay, () => _ran.Add(name));
}
