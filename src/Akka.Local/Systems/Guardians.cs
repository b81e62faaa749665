using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The actors above all others: <c>/</c>, <c>/user</c> and <c>/system</c>.</summary>
internal sealed record Guardians(LocalActorRef Root, LocalActorRef User, LocalActorRef System)
{
    public static Guardians Start(ActorSystemImpl system, ActorPath rootPath)
    {
        var root = new LocalActorRef(system, RootGuardianActor.Props(), parent: null, rootPath);
        LocalActorRef user = root.Cell.AddChild(GuardianActor.Props(), "user", onCallersThread: false);
        user.Cell.ExpectChildrenFromAnyThread();
        LocalActorRef services = root.Cell.AddChild(GuardianActor.Props(), "system", onCallersThread: false);
        services.Cell.ExpectChildrenFromAnyThread();

        // Last: the root watches the two as soon as it starts.
        root.SendSystemMessage(new Create());
        return new Guardians(root, user, services);
    }

    /// <summary>Ends the users' actors first, then those of the runtime, loggers among them, then the root.</summary>
    public void Stop() => Root.Cell.Stop(User);
}

/// <summary>Parent of the actors of one level; it has no behaviour of its own.</summary>
internal sealed class GuardianActor : UntypedActor
{
    public static Props Props() => Actor.Props.Create(() => new GuardianActor());

    protected override void OnReceive(object message) => Unhandled(message);
}

/// <summary>
/// Ends the system when the users' guardian has ended: by order, or since a failure was escalated to it.
/// </summary>
internal sealed class RootGuardianActor : UntypedActor
{
    public static Props Props() => Actor.Props.Create(() => new RootGuardianActor());

    // What escalates to the top has nobody left to heal it: the system ends, as in Akka.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _ => Directive.Stop);

    protected override void PreStart()
    {
        foreach (IActorRef guardian in Context.GetChildren())
        {
            Context.Watch(guardian);
        }
    }

    protected override void OnReceive(object message)
    {
        if (message is not Terminated { ActorRef: var ended })
        {
            Unhandled(message);
        }
        else if (Context.GetChildren().FirstOrDefault() is { } services)
        {
            Context.Stop(services);
        }
        else
        {
            Context.Stop(Self);
        }
    }
}
