using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: which handler takes a message, and how Become changes that.
/// Method: small actors that answer the name of the handler.
/// </summary>
public sealed class BehaviorTests : SemanticsTest
{
    [Fact]
    public async Task Handlers_are_tried_in_the_order_of_their_declaration()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new OrderActor()));

        actor.Tell(1);
        actor.Tell(-1);
        actor.Tell("text");
        actor.Tell('c');
        actor.Tell(2.0);

        await ExpectInOrder("negative or all: 1", "negative", "text", "refused: c", "any: 2");
    }

    [Fact]
    public async Task A_handler_after_one_of_everything_is_refused()
    {
        IActorRef probe = TestActor;
        Sys.ActorOf(Props.Create(() => new TooLateActor(probe)));

        await ExpectMsgAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Handlers_cannot_be_declared_outside_of_constructor_and_Become()
    {
        IActorRef probe = TestActor;
        Sys.ActorOf(Props.Create(() => new DeclaringLateActor(probe))).Tell("go");

        await ExpectMsgAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Become_replaces_BecomeStacked_stacks_and_UnbecomeStacked_goes_back()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new MoodActor()));

        foreach (string message in (string[])["who", "happy", "who", "stack sad", "who", "back", "who", "back", "who"])
        {
            actor.Tell(message);
        }

        await ExpectInOrder("calm", "happy", "sad", "happy", "calm");
    }

    [Fact]
    public async Task A_restart_brings_the_first_behavior_back()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new MoodActor()));
        actor.Tell("happy");
        actor.Tell("boom");
        actor.Tell("who");

        await ExpectMsgAsync("calm");
    }

    [Fact]
    public async Task An_untyped_actor_becomes_too()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new SwitchActor()));
        actor.Tell("x");
        actor.Tell("y");

        await ExpectInOrder("first x", "second y");
    }

    [Fact]
    public async Task The_arguments_of_Props_are_evaluated_once()
    {
        var evaluated = 0;
        IActorRef probe = TestActor;
        var props = Props.Create(() => new NumberActor(probe, Interlocked.Increment(ref evaluated)));
        IActorRef actor = Sys.ActorOf(props);
        await ExpectMsgAsync(1);

        actor.Tell("boom");

        await ExpectMsgAsync(1);
        Assert.Equal(1, evaluated);
    }

    [Fact]
    public void Props_refuse_anything_but_a_constructor_call() =>
        Assert.Throws<ArgumentException>(() => Props.Create(() => MakeSwitchActor()));

    [Fact]
    public async Task Props_may_name_a_type_and_its_arguments()
    {
        Type type = typeof(NumberActor);
        Sys.ActorOf(Props.Create(type, TestActor, 7));
        Sys.ActorOf(Props.Create<NumberActor>(TestActor, 8));

        Assert.Equal([7, 8], new[] { await ExpectMsgAsync<int>(), await ExpectMsgAsync<int>() }.Order());
    }

    [Fact]
    public void An_actor_cannot_be_made_by_its_constructor() =>
        Assert.Throws<ActorInitializationException>(() => OnThreadWithoutActor(() => new SwitchActor()));

    /// <summary>The test's own thread stands in for the test actor.</summary>
    private static void OnThreadWithoutActor(Func<object> make)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(make));
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            throw thrown;
        }
    }

    private static SwitchActor MakeSwitchActor() => new();

    private sealed class OrderActor : ReceiveActor
    {
        public OrderActor()
        {
            Receive<int>(_ => Sender.Tell("negative"), n => n < 0);
            Receive<int>(n => Sender.Tell($"negative or all: {n}"));
            Receive<string>(s => s.Length > 0, s => Sender.Tell(s));
            Receive<char>(_ => false);
            Receive<char>(c => Sender.Tell($"refused: {c}"));
            ReceiveAny(m => Sender.Tell($"any: {m}"));
        }
    }

    private sealed class TooLateActor : ReceiveActor
    {
        public TooLateActor(IActorRef probe)
        {
            ReceiveAny(_ => { });
            probe.Tell(Record.Exception(() => Receive<int>(_ => { }))!);
        }
    }

    private sealed class DeclaringLateActor : ReceiveActor
    {
        public DeclaringLateActor(IActorRef probe) =>
            Receive<string>(_ => probe.Tell(Record.Exception(() => Receive<int>(_ => { }))!));
    }

    private sealed class MoodActor : ReceiveActor
    {
        public MoodActor() => Mood("calm");

        private void Mood(string name)
        {
            Receive<string>(s => s is "who", _ => Sender.Tell(name));
            Receive<string>(s => s is "happy", _ => Become(() => Mood("happy")));
            Receive<string>(s => s is "stack sad", _ => BecomeStacked(() => Mood("sad")));
            Receive<string>(s => s is "back", _ => UnbecomeStacked());
            Receive<string>(s => s is "boom", _ => throw new InvalidOperationException("boom"));
        }
    }

    private sealed class SwitchActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell($"first {message}");
            Become(next => Sender.Tell($"second {next}"));
        }
    }

    private sealed class NumberActor : UntypedActor
    {
        public NumberActor(IActorRef probe, int number) => probe.Tell(number);

        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }
}
