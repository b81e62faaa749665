using Akka.Actor;
using Akka.TestKit;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: which timer messages arrive, and which never do.
/// Method: the test's scheduler moves only when told; the actor runs what the test sends it, so nothing is guessed.
/// </summary>
public sealed class TimerTests()
    : SemanticsTest($"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"")
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task A_single_timer_fires_once_and_a_new_one_of_the_same_key_replaces_it()
    {
        IActorRef actor = await Timed();
        await Do(actor, a =>
        {
            a.Timers.StartSingleTimer("key", "old", 10 * Second);
            a.Timers.StartSingleTimer("key", "new", 20 * Second);
            Assert.True(a.Timers.IsTimerActive("key"));
        });

        Clock.Advance(19 * Second);
        await ExpectNothingFrom(actor);
        Clock.Advance(Second);
        await ExpectMsgAsync("new from nobody");
        Clock.Advance(60 * Second);
        await ExpectNothingFrom(actor);
        await Do(actor, a => Assert.False(a.Timers.IsTimerActive("key")));
    }

    [Fact]
    public async Task A_message_that_is_queued_when_its_timer_is_cancelled_is_dropped()
    {
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartSingleTimer("key", "stale", Second));
        await Do(actor, a =>
        {
            // In the turn itself: the message goes to the end of the queue behind this one.
            Clock.Advance(Second);
            a.Timers.Cancel("key");
        });

        await ExpectNothingFrom(actor);
    }

    [Fact]
    public async Task A_message_that_is_queued_when_its_timer_is_replaced_is_dropped()
    {
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartSingleTimer("key", "stale", Second));
        await Do(actor, a =>
        {
            Clock.Advance(Second);
            a.Timers.StartSingleTimer("key", "new", Second);
        });

        await ExpectNothingFrom(actor);
        Clock.Advance(Second);
        await ExpectMsgAsync("new from nobody");
    }

    [Fact]
    public async Task A_periodic_timer_ends_with_the_incarnation_that_started_it()
    {
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartPeriodicTimer("key", "tick", Second));
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(Second);
            await ExpectMsgAsync("tick from nobody");
        }

        ITimerScheduler? old = null;
        await Do(actor, a => old = a.Timers);
        actor.Tell("boom");
        await Do(actor, a => Assert.False(a.Timers.IsTimerActive("key")));
        Assert.Empty(old!.ActiveTimers);
        Clock.Advance(5 * Second);
        await ExpectNothingFrom(actor);
    }

    [Fact]
    public async Task A_tick_that_is_queued_at_a_restart_is_dropped()
    {
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartPeriodicTimer("key", "tick", Second));
        var inside = new TaskCompletionSource();
        using var go = new ManualResetEventSlim();
        actor.Tell((Action<TimedActor>)(_ =>
        {
            inside.SetResult();
            go.Wait();
            throw new InvalidOperationException("boom");
        }));
        await inside.Task;

        Clock.Advance(Second);
        go.Set();

        await ExpectNothingFrom(actor);
    }

    [Fact]
    public async Task Advancing_over_many_periods_delivers_one_tick()
    {
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartPeriodicTimer("key", "tick", Second));

        Clock.Advance(3 * Second);

        await ExpectMsgAsync("tick from nobody");
        await ExpectNothingFrom(actor);
    }

    [Fact]
    public async Task A_timer_may_have_a_sender()
    {
        IActorRef sender = Silent("sender");
        IActorRef actor = await Timed();
        await Do(actor, a => a.Timers.StartSingleTimer("key", "tick", Second, sender));

        Clock.Advance(Second);

        await ExpectMsgAsync("tick from sender");
    }

    [Fact]
    public async Task What_the_scheduler_was_told_to_cancel_does_not_come()
    {
        ICancelable first = Sys.Scheduler.ScheduleTellOnceCancelable(
            5 * Second, TestActor, "first", ActorRefs.NoSender);
        first.Cancel();
        Sys.Scheduler.ScheduleTellOnce(5 * Second, TestActor, "second", ActorRefs.NoSender);

        Clock.Advance(5 * Second);

        await ExpectMsgAsync("second");
    }

    [Fact]
    public void The_time_of_day_moves_and_the_monotonic_clock_stays_real()
    {
        DateTimeOffset now = Clock.Now;
        TimeSpan monotonic = Clock.MonotonicClock;

        Clock.Advance(3600 * Second);

        Assert.Equal(3600 * Second, Clock.Now - now);
        Assert.True(Clock.MonotonicClock - monotonic < 60 * Second);
    }

    private async Task<IActorRef> Timed()
    {
        IActorRef probe = TestActor;
        IActorRef actor = Sys.ActorOf(Props.Create(() => new TimedActor(probe)));
        await Do(actor, _ => { });
        return actor;
    }

    /// <summary>Runs in a turn of the actor; what it throws comes out here.</summary>
    private static async Task Do(IActorRef actor, Action<TimedActor> action)
    {
        var done = new TaskCompletionSource();
        actor.Tell((Action<TimedActor>)(a =>
        {
            Exception? thrown = Record.Exception(() => action(a));
            _ = thrown is null ? done.TrySetResult() : done.TrySetException(thrown);
        }));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    /// <summary>The actor's queue is empty, and nothing of it has come here.</summary>
    private async Task ExpectNothingFrom(IActorRef actor)
    {
        await Do(actor, _ => { });
        TestActor.Tell("marker");
        await ExpectMsgAsync("marker");
    }

    internal sealed class TimedActor : ReceiveActor, IWithTimers
    {
        public TimedActor(IActorRef probe)
        {
            Receive<Action<TimedActor>>(action => action(this));
            Receive<string>(s => s is "boom", _ => throw new InvalidOperationException("boom"));
            ReceiveAny(m => probe.Tell($"{m} from {(Sender.IsNobody() ? "nobody" : Sender.Path.Name)}"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
