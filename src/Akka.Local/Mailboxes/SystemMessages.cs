using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>What the runtime says to a cell; handled before all user messages.</summary>
internal abstract class SystemMessage
{
    /// <summary>The message that was put in before this one; see <see cref="SystemQueue"/>.</summary>
    public SystemMessage? Next { get; set; }

    /// <summary>Whether it waits until the children of a restarting or stopping actor are gone.</summary>
    public virtual bool WaitsForChildren => false;

    /// <summary>Whether it waits while the actor itself has failed and nobody decided yet.</summary>
    public virtual bool WaitsForSupervisor => false;
}

/// <summary>The first message: make the actor.</summary>
internal sealed class Create : SystemMessage;

/// <summary>Handle no user message until resumed.</summary>
internal sealed class Suspend : SystemMessage
{
    public override bool WaitsForChildren => true;
}

/// <summary>Take one suspension back.</summary>
internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    /// <summary>The failure that this answers; null when it only balances a suspension.</summary>
    public Exception? CausedByFailure { get; } = causedByFailure;

    public override bool WaitsForChildren => true;
}

/// <summary>Make the actor anew.</summary>
internal sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;

    public override bool WaitsForChildren => true;
}

/// <summary>End.</summary>
internal sealed class Terminate : SystemMessage;

/// <summary>A child has failed and waits for a directive.</summary>
internal sealed class Failed(LocalActorRef child, Exception cause, long uid) : SystemMessage
{
    public LocalActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    /// <summary>The incarnation of the path that failed.</summary>
    public long Uid { get; } = uid;

    public override bool WaitsForChildren => true;

    public override bool WaitsForSupervisor => true;
}

/// <summary>The watcher wants to know when the watched ends.</summary>
internal sealed class Watch(IInternalActorRef watched, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watched { get; } = watched;

    public IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>The watcher does not want to know any more.</summary>
internal sealed class Unwatch(IInternalActorRef watched, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watched { get; } = watched;

    public IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>A watched actor, or a child, has ended.</summary>
internal sealed class DeathWatchNotification(IInternalActorRef actor, bool existenceConfirmed) : SystemMessage
{
    public IInternalActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;
}
