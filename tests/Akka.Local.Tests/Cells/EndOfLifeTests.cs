using Akka.Actor;
using Akka.Event;

namespace Akka.Local.Tests.Cells;

/// <summary>
/// Goal: nothing of an actor is left behind when it has ended.
/// Method: asked at once after the end, which the runtime itself announces.
/// </summary>
public sealed class EndOfLifeTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task Its_subscriptions_have_ended_before_its_end_is_known()
    {
        IActorRef actor = Sys.ActorOf(Props.Create(() => new IdleActor()));
        Assert.True(Sys.EventStream.Subscribe(actor, typeof(DeadLetter)));

        await actor.GracefulStop(TimeSpan.FromSeconds(5));

        Assert.False(Sys.EventStream.Unsubscribe(actor));
    }

    [Fact]
    public async Task Its_reference_keeps_neither_the_instance_nor_its_children()
    {
        var actor = (LocalActorRef)Sys.ActorOf(Props.Create(() => new IdleActor()));

        await actor.GracefulStop(TimeSpan.FromSeconds(5));

        Assert.True(actor.IsTerminated);
        Assert.Null(actor.Cell.Actor);
        Assert.Empty(actor.Cell.GetChildren());
    }

    private sealed class IdleActor : UntypedActor
    {
        public IdleActor() => Context.ActorOf(Props.Create(() => new ChildActor()));

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class ChildActor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
