using Akka.Actor;
using Akka.Event;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: who gets which event, and where messages end that reach nobody.
/// Method: the test's own actor subscribes; a marker after an event shows that nothing came before it.
/// </summary>
public sealed class EventStreamTests : SemanticsTest
{
    [Fact]
    public async Task Subscribers_get_subtypes_of_what_they_asked_for_until_they_unsubscribe()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Cat());
        await ExpectMsgAsync(new Cat());

        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Cat());
        TestActor.Tell("marker");

        await ExpectMsgAsync("marker");
    }

    [Fact]
    public async Task Who_asked_for_a_type_and_its_base_gets_one_event()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(Cat));

        Sys.EventStream.Publish(new Cat());
        TestActor.Tell("marker");

        await ExpectMsgAsync(new Cat());
        await ExpectMsgAsync("marker");
    }

    [Fact]
    public async Task A_message_to_an_actor_that_has_ended_is_a_dead_letter_with_both_ends()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef actor = Silent();
        await End(actor);

        actor.Tell(5, TestActor);

        DeadLetter letter = await ExpectMsgAsync<DeadLetter>();
        Assert.Equal(5, letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public async Task What_is_queued_when_an_actor_stops_becomes_dead_letters_in_order()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var go = new ManualResetEventSlim();
        IActorRef probe = TestActor;
        IActorRef actor = Handling((_, _) =>
        {
            probe.Tell("inside");
            go.Wait();
        });
        actor.Tell("hold");
        await ExpectMsgAsync("inside");
        Sys.Stop(actor);
        actor.Tell(1);
        actor.Tell(2);

        go.Set();

        Assert.Equal(1, (await ExpectMsgAsync<DeadLetter>()).Message);
        Assert.Equal(2, (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_suppressed_message_is_no_dead_letter_but_can_be_asked_for()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        IActorRef actor = Silent();
        await End(actor);

        actor.Tell(new Unimportant());

        await ExpectMsgAsync<SuppressedDeadLetter>();
    }

    [Fact]
    public async Task A_message_without_a_handler_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        IActorRef actor = Sys.ActorOf(Props.Create(() => new OnlyNumbersActor()));

        actor.Tell("text", TestActor);

        UnhandledMessage unhandled = await ExpectMsgAsync<UnhandledMessage>();
        Assert.Equal("text", unhandled.Message);
        Assert.Equal(TestActor, unhandled.Sender);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public async Task A_listener_that_has_ended_makes_no_dead_letters_of_dead_letters()
    {
        IActorRef listener = Silent();
        IActorRef other = Silent();
        await End(listener);
        await End(other);
        Sys.EventStream.Subscribe(listener, typeof(DeadLetter));
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        other.Tell(1);
        TestActor.Tell("marker");

        Assert.Equal(1, (await ExpectMsgAsync<DeadLetter>()).Message);
        await ExpectMsgAsync("marker");
    }

    [Fact]
    public void Telling_null_throws() =>
        Assert.Throws<InvalidMessageException>(() => Silent().Tell(null!, ActorRefs.NoSender));

    private record Animal;

    private sealed record Cat : Animal;

    private sealed class Unimportant : IDeadLetterSuppression;

    private sealed class OnlyNumbersActor : ReceiveActor
    {
        public OnlyNumbersActor() => Receive<int>(_ => { });
    }
}
