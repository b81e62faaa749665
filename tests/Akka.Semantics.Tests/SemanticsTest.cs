using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>What the tests of this project share: a quiet system, and actors made of functions.</summary>
public abstract class SemanticsTest(string config = "")
    : Akka.TestKit.Xunit2.TestKit($"akka.loglevel = DEBUG\nakka.log-dead-letters = off\n{config}")
{
    /// <summary>An actor that is one function of context and message.</summary>
    protected IActorRef Handling(Action<IActorContext, object> handle, string? name = null) =>
        Sys.ActorOf(FunctionActor.Props(handle), name);

    /// <summary>An actor that handles everything and does nothing.</summary>
    protected IActorRef Silent(string? name = null) => Handling((_, _) => { }, name);

    /// <summary>Stops an actor and waits for its end.</summary>
    protected static async Task End(IActorRef actor) =>
        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5)));

    /// <summary>These messages come next, in this order, and nothing between them.</summary>
    protected async Task ExpectInOrder(params object[] messages)
    {
        foreach (object message in messages)
        {
            await ExpectMsgAsync(message);
        }
    }
}

/// <summary>An actor made of a function.</summary>
internal sealed class FunctionActor(Action<IActorContext, object> handle) : UntypedActor
{
    public static Props Props(Action<IActorContext, object> handle) =>
        Akka.Actor.Props.Create(() => new FunctionActor(handle));

    protected override void OnReceive(object message) => handle(Context, message);
}

/// <summary>Tells a probe of each hook and message; <c>boom</c> makes it fail.</summary>
internal sealed class LifeActor : UntypedActor
{
    private readonly IActorRef _probe;

    public LifeActor(IActorRef probe)
    {
        _probe = probe;
        probe.Tell("constructor");
    }

    public static Props Props(IActorRef probe) => Akka.Actor.Props.Create(() => new LifeActor(probe));

    protected override void PreStart() => _probe.Tell("PreStart");

    protected override void PostStop() => _probe.Tell("PostStop");

    protected override void PreRestart(Exception reason, object? message)
    {
        _probe.Tell($"PreRestart {message}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _probe.Tell("PostRestart");
        base.PostRestart(reason);
    }

    protected override void OnReceive(object message)
    {
        if (message is "boom")
        {
            throw new InvalidOperationException("boom");
        }

        _probe.Tell(message);
    }
}

/// <summary>A parent with one child <c>c</c> and a given strategy; passes everything on.</summary>
internal sealed class ParentActor(Props child, SupervisorStrategy strategy) : UntypedActor
{
    private IActorRef _child = ActorRefs.Nobody;

    public static Props Props(Props child, SupervisorStrategy strategy) =>
        Akka.Actor.Props.Create(() => new ParentActor(child, strategy));

    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    protected override void PreStart() => _child = Context.ActorOf(child, "c");

    protected override void OnReceive(object message) => _child.Forward(message);
}
