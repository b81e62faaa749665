using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: what a failure does to the actor, its queue and its hooks.
/// Method: an actor that tells of each hook; the order of what arrives is the assertion.
/// </summary>
public sealed class RestartTests : SemanticsTest
{
    private static readonly object[] Restarted =
        ["PreRestart boom", "PostStop", "constructor", "PostRestart", "PreStart"];

    [Fact]
    public async Task A_restart_calls_the_hooks_in_order_drops_the_message_and_keeps_the_queue()
    {
        IActorRef actor = Sys.ActorOf(LifeActor.Props(TestActor));
        await ExpectInOrder("constructor", "PreStart");

        actor.Tell("boom");
        actor.Tell("next");

        await ExpectInOrder([.. Restarted, "next"]);
    }

    [Fact]
    public async Task Kill_stops_by_the_default_strategy()
    {
        IActorRef actor = Sys.ActorOf(LifeActor.Props(TestActor));
        await ExpectInOrder("constructor", "PreStart");

        await EventFilter.Exception<ActorKilledException>().ExpectOneAsync(() =>
        {
            actor.Tell(Kill.Instance);
            return Task.CompletedTask;
        });

        await ExpectMsgAsync("PostStop");
    }

    [Fact]
    public async Task PoisonPill_takes_its_turn_in_the_queue()
    {
        IActorRef actor = Sys.ActorOf(LifeActor.Props(TestActor));
        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(2);
        await End(actor);
        TestActor.Tell("marker");

        await ExpectInOrder("constructor", "PreStart", 1, "PostStop", "marker");
    }

    [Fact]
    public async Task A_constructor_that_throws_is_logged_and_the_actor_stops()
    {
        IActorRef? actor = null;

        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(() =>
        {
            actor = Sys.ActorOf(Props.Create(() => new BadConstructorActor()));
            return Task.CompletedTask;
        });

        Watch(actor!);
        await ExpectTerminatedAsync(actor!);
    }

    [Fact]
    public async Task A_PreStart_that_throws_stops_the_actor_without_PostStop()
    {
        IActorRef probe = TestActor;
        IActorRef? actor = null;
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(() =>
        {
            actor = Sys.ActorOf(Props.Create(() => new BadStartActor(probe)));
            return Task.CompletedTask;
        });

        Watch(actor!);
        await ExpectTerminatedAsync(actor!);
    }

    [Fact]
    public async Task The_default_strategy_restarts_without_any_limit()
    {
        IActorRef actor = Sys.ActorOf(LifeActor.Props(TestActor));
        await ExpectInOrder("constructor", "PreStart");

        for (var i = 0; i < 30; i++)
        {
            actor.Tell("boom");
            await ExpectInOrder(Restarted);
        }
    }

    [Fact]
    public async Task A_restart_stops_the_children_before_the_new_instance_is_made()
    {
        IActorRef probe = TestActor;
        IActorRef parent = Sys.ActorOf(Props.Create(() => new ParentOfLifeActor(probe)));
        await ExpectInOrder("parent", "constructor", "PreStart");

        parent.Tell("boom");

        await ExpectInOrder("PostStop", "parent", "constructor", "PreStart");
    }

    [Fact]
    public async Task A_new_instance_that_throws_in_PostRestart_is_stopped()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new BadRestartActor()));
        Watch(actor);

        await EventFilter.Exception<PostRestartException>().ExpectOneAsync(() =>
        {
            actor.Tell("boom");
            return Task.CompletedTask;
        });

        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Self_and_Sender_are_usable_in_PreRestart()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new AnsweringInPreRestartActor()));

        actor.Tell("boom");

        await ExpectMsgAsync("failed");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public async Task Children_may_survive_a_restart_and_are_restarted_with_it()
    {
        IActorRef probe = TestActor;
        IActorRef parent = Sys.ActorOf(Props.Create(() => new KeepingParentActor(probe)));
        await ExpectInOrder("constructor", "PreStart");

        parent.Tell("boom");

        await ExpectInOrder("PreRestart ", "PostStop", "constructor", "PostRestart", "PreStart");
    }

    private sealed class BadConstructorActor : UntypedActor
    {
        public BadConstructorActor() => throw new InvalidOperationException("constructor");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class BadStartActor(IActorRef probe) : UntypedActor
    {
        protected override void PreStart() => throw new InvalidOperationException("start");

        protected override void PostStop() => probe.Tell("PostStop");

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class BadRestartActor : UntypedActor
    {
        protected override void PostRestart(Exception reason) => throw new InvalidOperationException("restart");

        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }

    private sealed class AnsweringInPreRestartActor : UntypedActor
    {
        protected override void PreRestart(Exception reason, object? message) => Sender.Tell("failed");

        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }

    private sealed class ParentOfLifeActor : UntypedActor
    {
        public ParentOfLifeActor(IActorRef probe)
        {
            probe.Tell("parent");
            Context.ActorOf(LifeActor.Props(probe), "child");
        }

        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }

    private sealed class KeepingParentActor(IActorRef probe) : UntypedActor
    {
        protected override void PreStart()
        {
            if (Context.Child("child").IsNobody())
            {
                Context.ActorOf(LifeActor.Props(probe), "child");
            }
        }

        protected override void PreRestart(Exception reason, object? message)
        {
            // The children are kept: base.PreRestart is what stops them.
        }

        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }
}
