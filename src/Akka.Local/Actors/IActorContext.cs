namespace Akka.Actor;

/// <summary>Creates actors: a context its children, a system its top level.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates an actor and returns at once; its constructor runs on the actor's own turn.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Unique among living siblings; null lets the system choose one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    /// <exception cref="InvalidOperationException">The parent is terminating.</exception>
    IActorRef ActorOf(Props props, string? name = null);
}

/// <summary>Learns of the end of actors.</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the subject ends; at once when it has ended.</summary>
    /// <exception cref="InvalidOperationException">It is watched already, with another message.</exception>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for a message of one's own, instead of <see cref="Terminated"/>, when the subject ends.</summary>
    /// <exception cref="InvalidOperationException">It is watched already, with another message.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the question back; a <see cref="Terminated"/> that is already queued is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of the system; only to be used while it handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor's own reference.</summary>
    IActorRef Self { get; }

    /// <summary>Who sent the message being handled; the dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>Who supervises this actor.</summary>
    IActorRef Parent { get; }

    /// <summary>How this actor was made.</summary>
    Props Props { get; }

    /// <summary>The system that it lives in.</summary>
    ActorSystem System { get; }

    /// <summary>How long without a message until <see cref="Actor.ReceiveTimeout"/>; null for never.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>The living child of a name; <see cref="Nobody"/> when there is none.</summary>
    IActorRef Child(string name);

    /// <summary>The living children.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Stops an actor after the message it is handling; the rest of its queue become dead letters.</summary>
    void Stop(IActorRef child);

    /// <summary>Replaces the behaviour on top of the stack.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the stack.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Takes the behaviour on top of the stack off; the first one stays.</summary>
    void UnbecomeStacked();

    /// <summary>
    /// Asks for <see cref="Actor.ReceiveTimeout"/> whenever no message came for so long; null ends it.
    /// </summary>
    void SetReceiveTimeout(TimeSpan? timeout);
}

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Replaces the behaviour on top of the stack.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Puts a behaviour on top of the stack.</summary>
    void BecomeStacked(UntypedReceive receive);
}
