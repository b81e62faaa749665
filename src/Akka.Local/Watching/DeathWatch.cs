namespace Akka.Actor;

/// <summary>Whom one actor watches, and who watches it. Made when first needed: most actors do neither.</summary>
internal sealed class DeathWatch
{
    /// <summary>The watched, with the message to get instead of <see cref="Terminated"/>, or null.</summary>
    public Dictionary<IActorRef, object?> Watching { get; } = [];

    /// <summary>The watchers.</summary>
    public HashSet<IInternalActorRef> WatchedBy { get; } = [];

    /// <summary>The watched that have ended and whose <see cref="Terminated"/> is in the queue.</summary>
    public Dictionary<IActorRef, object?> Queued { get; } = [];
}
