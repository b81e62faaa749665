using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Xunit.Sdk;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: filters count the events that match, no more and no less, and fail the test on any other number.
/// Method: the test logs itself; only what is to fail is given little time.
/// </summary>
public sealed class EventFilterTests : SemanticsTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Texts_match_as_a_whole_by_start_by_part_and_by_pattern()
    {
        await EventFilter.Info("one two three").ExpectOneAsync(() => Sys.Log.Info("one two three"));
        await EventFilter.Info(start: "one").ExpectOneAsync(() => Sys.Log.Info("one two three"));
        await EventFilter.Info(contains: "two").ExpectOneAsync(() => Sys.Log.Info("one two three"));
        await EventFilter.Info(new Regex("t.o", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ExpectOneAsync(() => Sys.Log.Info("one two three"));
    }

    [Fact]
    public void Templates_match_as_they_are_written()
    {
        EventFilter.Warning("x=1 y=2").ExpectOne(() => Sys.Log.Warning("x={0} y={1}", 1, 2));
    }

    [Fact]
    public void Each_level_has_its_filter()
    {
        EventFilter.Debug("a").ExpectOne(() => Sys.Log.Debug("a"));
        EventFilter.Info("a").ExpectOne(() => Sys.Log.Info("a"));
        EventFilter.Warning("a").ExpectOne(() => Sys.Log.Warning("a"));
        EventFilter.Error("a").ExpectOne(() => Sys.Log.Error("a"));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("a").ExpectOne(Soon, () => Sys.Log.Error("a")));
    }

    [Fact]
    public async Task An_exception_matches_by_type_and_by_its_message_or_that_of_the_event()
    {
        var cause = new InvalidOperationException("of cause");

        await EventFilter.Exception<SystemException>().ExpectOneAsync(() => Sys.Log.Error(cause, "of event"));
        await EventFilter.Exception<Exception>("of cause").ExpectOneAsync(() => Sys.Log.Error(cause, "of event"));
        await EventFilter.Exception<InvalidOperationException>(contains: "event")
            .ExpectOneAsync(() => Sys.Log.Error(cause, "of event"));
        await Fails(EventFilter.Exception<FormatException>(), () => Sys.Log.Error(cause, "a"));
        await Fails(EventFilter.Exception<InvalidOperationException>(), () => Sys.Log.Error("a"));
    }

    [Fact]
    public async Task Inner_exceptions_match_only_when_asked_for()
    {
        var cause = new InvalidOperationException("outer", new FormatException("inner"));

        await EventFilter.Exception(typeof(FormatException), checkInnerExceptions: true)
            .ExpectOneAsync(() => Sys.Log.Error(cause, "a"));
        await Fails(EventFilter.Exception<FormatException>(), () => Sys.Log.Error(cause, "a"));
    }

    [Fact]
    public async Task A_failure_of_an_actor_is_an_event()
    {
        IActorRef actor = Handling((_, _) => throw new FormatException("boom"));

        await EventFilter.Exception<FormatException>("boom").ExpectOneAsync(() => actor.Tell("a"));
        await EventFilter.Exception<FormatException>(source: actor.Path.ToString())
            .ExpectOneAsync(() => actor.Tell("a"));
        await EventFilter.Exception<FormatException>(source: actor.Path.ToStringWithoutAddress())
            .ExpectOneAsync(() => actor.Tell("a"));
    }

    [Fact]
    public async Task Exactly_so_many_are_expected()
    {
        EventFilter.Info("a").Expect(2, () => Write("a", "b", "a"));

        await Fails(EventFilter.Info("a"), () => Write("a", "b"), expected: 2);
        await Fails(EventFilter.Info("a"), () => Write("a", "a"), expected: 1);
    }

    [Fact]
    public async Task A_failure_says_how_many_were_expected_and_received_and_by_which_filter()
    {
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(
            () => EventFilter.Info("wanted").ExpectAsync(7, Soon, () => Write("wanted", "wanted")));

        Assert.Contains("wanted", failure.Message, StringComparison.Ordinal);
        Assert.Contains('7', failure.Message);
        Assert.Contains('2', failure.Message);
    }

    [Fact]
    public async Task None_can_be_expected()
    {
        await EventFilter.Info("a").ExpectAsync(0, Soon, () => Write("b"));
        await Fails(EventFilter.Info("a"), () => Write("a"), expected: 0);
    }

    [Fact]
    public async Task Several_filters_count_together()
    {
        await EventFilter.Info("a").And.Warning("b").ExpectAsync(2, () =>
        {
            Sys.Log.Info("a");
            Sys.Log.Warning("b");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void The_result_of_the_function_is_returned_and_its_exception_thrown()
    {
        Assert.Equal(1, EventFilter.Info("a").ExpectOne(() =>
        {
            Sys.Log.Info("a");
            return 1;
        }));
        Assert.Throws<FormatException>(() => EventFilter.Info("a").ExpectOne(() => throw new FormatException()));
    }

    [Fact]
    public async Task Dead_letters_match_by_type_and_condition()
    {
        IActorRef dead = Silent("dead");
        await End(dead);

        await EventFilter.DeadLetter().ExpectOneAsync(() => dead.Tell(1));
        await EventFilter.DeadLetter<int>().ExpectOneAsync(() => dead.Tell(1));
        await EventFilter.DeadLetter<int>(number => number == 2).ExpectOneAsync(() => dead.Tell(2));
        await EventFilter.DeadLetter<int>(source: dead.Path.ToString()).ExpectOneAsync(() => dead.Tell(1));
        await Fails(EventFilter.DeadLetter<string>(), () => dead.Tell(1));
    }

    [Fact]
    public void A_condition_decides_about_any_event()
    {
        EventFilter.Custom(logEvent => logEvent.LogLevel() == LogLevel.WarningLevel)
            .ExpectOne(() => Sys.Log.Warning("a"));
        EventFilter.Custom<Info>(info => info.Message.ToString() is "b").ExpectOne(() => Sys.Log.Info("b"));
    }

    [Fact]
    public void What_is_muted_does_not_reach_a_filter_inside_and_what_is_unmuted_does()
    {
        using IUnmutableFilter muted = EventFilter.Info("a").Mute();

        EventFilter.Info(start: "").ExpectOne(() =>
        {
            Sys.Log.Info("a");
            muted.Unmute();
            Sys.Log.Info("a");
        });
    }

    [Fact]
    public void A_condition_that_throws_does_not_hold_and_other_filters_go_on()
    {
        using IUnmutableFilter broken = EventFilter.Custom(_ => throw new FormatException()).Mute();

        EventFilter.Info("a").ExpectOne(() => Sys.Log.Info("a"));
    }

    [Fact]
    public void An_unhandled_message_is_a_warning()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new PickyActor()));

        EventFilter.Warning(start: "Unhandled message from").ExpectOne(() => actor.Tell("a"));
    }

    /// <summary>The filter sees all that the action logs before it counts, and is not content.</summary>
    private Task<XunitException> Fails(IEventFilterApplier filter, Action action, int expected = 1) =>
        Assert.ThrowsAnyAsync<XunitException>(() => filter.ExpectAsync(expected, Soon, () =>
        {
            action();
            EventFilter.Info("that was all").ExpectOne(() => Sys.Log.Info("that was all"));
        }));

    private void Write(params string[] texts)
    {
        foreach (string text in texts)
        {
            Sys.Log.Info(text);
        }
    }

    private sealed class PickyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
