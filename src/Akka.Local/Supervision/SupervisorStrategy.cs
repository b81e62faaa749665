using Akka.Event;

namespace Akka.Actor;

/// <summary>How an actor answers the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops what could not be created, was killed or lost whom it watched; restarts the rest.</summary>
    public static readonly IDecider DefaultDecider = new LocalOnlyDecider(cause => cause switch
    {
        ActorInitializationException or ActorKilledException or DeathPactException => Directive.Stop,
        _ => Directive.Restart,
    });

    /// <summary>One for one with the default decider, and without any limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>One for one that stops every child that fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy(IDecider decider, bool loggingEnabled)
    {
        ArgumentNullException.ThrowIfNull(decider);
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>From a failure to a directive.</summary>
    public virtual IDecider Decider { get; }

    /// <summary>Whether failures are logged: a stop and a restart as errors, a resume as a warning.</summary>
    protected bool LoggingEnabled { get; set; }

    /// <summary>Carries a decision out; false when the failure is the parent's own now.</summary>
    internal bool HandleFailure(
        ActorCell parent, LocalActorRef child, Exception cause, ChildStats stats, ChildStats[] all)
    {
        Directive directive = Decider.Decide(cause);
        switch (directive)
        {
            case Directive.Escalate:
                return false;
            case Directive.Resume:
                LogFailure(parent, child, cause, directive);
                child.SendSystemMessage(new Dispatch.SysMsg.Resume(cause));
                return true;
            case Directive.Restart:
                LogFailure(parent, child, cause, directive);
                if (!TryRestart(parent, child, cause, stats, all))
                {
                    LogLimit(parent, child);
                    Stop(parent, child, all);
                }

                return true;
            default:
                LogFailure(parent, child, cause, Directive.Stop);
                Stop(parent, child, all);
                return true;
        }
    }

    /// <summary>Publishes what failed and what is done about it.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(child);
        ArgumentNullException.ThrowIfNull(cause);
        if (!LoggingEnabled)
        {
            return;
        }

        string message = cause is ActorInitializationException { InnerException: { } inner }
            ? inner.Message
            : cause.Message;
        LogEvent logged = directive == Directive.Resume
            ? new Warning(child.Path.ToString(), GetType(), message)
            : new Error(cause, child.Path.ToString(), GetType(), message);
        context.System.EventStream.Publish(logged);
    }

    private protected static void Restart(LocalActorRef child, Exception cause, bool suspendFirst)
    {
        if (suspendFirst)
        {
            child.SendSystemMessage(new Dispatch.SysMsg.Suspend());
        }

        child.SendSystemMessage(new Dispatch.SysMsg.Recreate(cause));
    }

    private protected abstract bool TryRestart(
        ActorCell parent, LocalActorRef child, Exception cause, ChildStats stats, ChildStats[] all);

    private protected abstract void Stop(ActorCell parent, LocalActorRef child, ChildStats[] all);

    private protected abstract string DescribeLimit();

    private void LogLimit(ActorCell parent, LocalActorRef child)
    {
        if (LoggingEnabled)
        {
            parent.System.EventStream.Publish(new Warning(
                child.Path.ToString(),
                GetType(),
                $"{child} is stopped: it failed again after {DescribeLimit()}, the limit that its parent has set."));
        }
    }
}
