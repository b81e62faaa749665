using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: below an actor that has failed nothing happens until its parent has decided.
/// Method: the decider itself gives everybody else many turns before it tells that it has decided; what should have
/// waited would come first.
/// </summary>
public sealed class SuspensionTests : SemanticsTest
{
    [Fact]
    public async Task The_children_of_a_failed_actor_handle_nothing_until_its_parent_has_decided()
    {
        IActorRef probe = TestActor;
        IActorRef bystander = Handling((context, message) => context.Sender.Tell(message));
        IActorRef child = ActorRefs.Nobody;
        var strategy = new OneForOneStrategy(_ =>
        {
            child.Tell("while failed", probe);
            LetOthersRun(bystander);
            probe.Tell("decided");
            return Directive.Resume;
        });
        IActorRef top = Sys.ActorOf(ParentActor.Props(Props.Create<MiddleActor>(), strategy));
        top.Tell("child?");
        child = await ExpectMsgAsync<IActorRef>();

        top.Tell("boom");

        await ExpectInOrder("decided", "while failed");
    }

    [Fact]
    public async Task The_failure_of_a_child_waits_while_its_parent_has_failed_itself()
    {
        IActorRef probe = TestActor;
        IActorRef bystander = Handling((context, message) => context.Sender.Tell(message));
        using var failNow = new ManualResetEventSlim();
        var top = new OneForOneStrategy(_ =>
        {
            failNow.Set();
            LetOthersRun(bystander);
            probe.Tell("top decided");
            return Directive.Resume;
        });
        var middle = new OneForOneStrategy(_ =>
        {
            probe.Tell("middle decided");
            return Directive.Resume;
        });
        IActorRef parent = Sys.ActorOf(
            ParentActor.Props(Props.Create<MiddleActor>().WithSupervisorStrategy(middle), top));
        parent.Tell(failNow);
        await ExpectMsgAsync("waiting");

        parent.Tell("boom");

        await ExpectInOrder("top decided", "middle decided");
    }

    /// <summary>Others have many turns meanwhile, and so would whoever should wait.</summary>
    private static void LetOthersRun(IActorRef bystander)
    {
        for (var i = 0; i < 20; i++)
        {
            bystander.Ask(i, TimeSpan.FromSeconds(5)).GetAwaiter().GetResult();
        }
    }

    /// <summary>Fails when told so, and passes the rest to its child.</summary>
    private sealed class MiddleActor : UntypedActor
    {
        private readonly IActorRef _child = Context.ActorOf(EchoActor.Props());

        protected override void OnReceive(object message)
        {
            if (message is "boom")
            {
                throw new InvalidOperationException("boom");
            }

            _child.Forward(message);
        }
    }

    /// <summary>Names itself, fails when an event says so, and sends back the rest.</summary>
    private sealed class EchoActor : UntypedActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new EchoActor());

        protected override void OnReceive(object message)
        {
            if (message is ManualResetEventSlim failNow)
            {
                Sender.Tell("waiting");
                failNow.Wait();
                throw new InvalidOperationException("boom");
            }

            Sender.Tell(message is "child?" ? Self : message);
        }
    }
}
