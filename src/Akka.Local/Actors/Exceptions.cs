using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>What the exceptions of the runtime have in common.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>Without a message.</summary>
    protected AkkaException()
    {
    }

    /// <summary>With a message, and with what led to it.</summary>
    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>An actor could not be made: its constructor or its PreStart threw.</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>With a message.</summary>
    public ActorInitializationException(string message)
        : base(message)
    {
    }

    /// <summary>With the actor, a message and the cause.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(message, cause) => Actor = actor;

    /// <summary>Which actor.</summary>
    public IActorRef? Actor { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary>PreRestart of a failed actor threw as well.</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>Joins both failures.</summary>
    /// <param name="actor">Which actor.</param>
    /// <param name="restartException">What PreRestart threw.</param>
    /// <param name="cause">What the actor had failed with.</param>
    /// <param name="optionalMessage">The message that it was handling.</param>
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(
            actor,
            $"Exception in PreRestart({cause?.GetType()}, {optionalMessage?.GetType().ToString() ?? "null"})",
            restartException) => (RestartException, OptionalMessage) = (restartException, optionalMessage);

    /// <summary>What PreRestart threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message that the actor was handling.</summary>
    public object? OptionalMessage { get; }
}

/// <summary>The constructor or PostRestart of a new incarnation threw.</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>Joins both failures.</summary>
    /// <param name="actor">Which actor.</param>
    /// <param name="cause">What the new incarnation threw.</param>
    /// <param name="originalCause">What the old one had failed with.</param>
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause) =>
        OriginalCause = originalCause!;

    /// <summary>What the old incarnation had failed with.</summary>
    public Exception OriginalCause { get; }
}

/// <summary><see cref="Kill"/> was handled.</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>With a message.</summary>
    public ActorKilledException(string message)
        : base(message)
    {
    }
}

/// <summary>A <see cref="Terminated"/> was left unhandled: the watcher cannot live without the watched.</summary>
public class DeathPactException : AkkaException
{
    /// <summary>For the actor whose end was not handled.</summary>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    /// <summary>Whose end was not handled.</summary>
    public IActorRef DeadActor { get; }
}

/// <summary>A name is taken, or not allowed in a path.</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>With a message.</summary>
    public InvalidActorNameException(string message)
        : base(message)
    {
    }
}

/// <summary>A call that the actor's state does not allow, such as a second Stash of the same message.</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>With a message.</summary>
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}

/// <summary>Null was sent.</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>With a message.</summary>
    public InvalidMessageException(string message)
        : base(message)
    {
    }

    [DoesNotReturn]
    internal static void Throw() => throw new InvalidMessageException("Message is null.");
}

/// <summary>No answer came in time.</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>With a message.</summary>
    public AskTimeoutException(string message)
        : base(message)
    {
    }
}

/// <summary>A logger did not start.</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>With a message, and with what led to it.</summary>
    public LoggerInitializationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
