namespace Akka.Actor;

/// <summary>Takes messages.</summary>
public interface ICanTell
{
    /// <summary>Puts a message into the receiver's mailbox and returns at once; may be called on any thread.</summary>
    /// <param name="message">What is sent; not null, and never changed afterwards.</param>
    /// <param name="sender">Whom the receiver answers; <see cref="ActorRefs.NoSender"/> for nobody.</param>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}

/// <summary>A handle on one incarnation of an actor: it outlives the actor, and may be sent and stored.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>
{
    /// <summary>Where the actor stands, with the uid of this incarnation.</summary>
    ActorPath Path { get; }
}

/// <summary>What the runtime itself asks of a reference, beside telling.</summary>
internal interface IInternalActorRef : IActorRef
{
    /// <summary>The system that the actor lives in; null for nobody.</summary>
    ActorSystemImpl? System { get; }

    /// <summary>The reference itself; the one inside for a wrapper, such as a test probe.</summary>
    IActorRef Identity { get; }

    /// <summary>Whether the actor has ended; messages to it are dead letters.</summary>
    bool IsTerminated { get; }

    /// <summary>Puts a message before all user messages.</summary>
    void SendSystemMessage(Dispatch.SysMsg.SystemMessage message);
}

/// <summary>Names of the references that stand for nobody.</summary>
public static class ActorRefs
{
    /// <summary>Stands for "no sender" in a tell; a receiver sees the dead letters of its system.</summary>
    public static readonly IActorRef? NoSender;

    /// <summary>The reference that drops everything.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
}

/// <summary>A reference that drops everything, such as that of a child that does not exist.</summary>
public sealed class Nobody : IActorRef, IInternalActorRef
{
    /// <summary>The only value.</summary>
    public static readonly Nobody Instance = new();

    private readonly ActorPath _path = new RootActorPath(new Address("akka", "all-systems")) / "Nobody";

    private Nobody()
    {
    }

    /// <inheritdoc/>
    ActorPath IActorRef.Path => _path;

    /// <inheritdoc/>
    ActorSystemImpl? IInternalActorRef.System => null;

    /// <inheritdoc/>
    IActorRef IInternalActorRef.Identity => this;

    /// <inheritdoc/>
    bool IInternalActorRef.IsTerminated => true;

    /// <inheritdoc/>
    void ICanTell.Tell(object message, IActorRef? sender)
    {
        // Whoever tells nobody does not care.
    }

    /// <inheritdoc/>
    void IInternalActorRef.SendSystemMessage(Dispatch.SysMsg.SystemMessage message)
    {
    }

    /// <inheritdoc/>
    bool IEquatable<IActorRef>.Equals(IActorRef? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _path.CompareTo(other?.Path);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <inheritdoc/>
    public override string ToString() => "Nobody";
}

/// <summary>Tells that take their sender from the actor that is running.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Tells with the running actor as sender; outside of actors without one.</summary>
    public static void Tell(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, CurrentCell.Value?.Self);
    }

    /// <summary>Passes a message on with its original sender.</summary>
    public static void Forward(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, CurrentCell.Value?.Sender);
    }
}

/// <summary>Questions to references.</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether nobody stands behind the reference: null, <see cref="Nobody"/>, or the dead letters.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody or DeadLetterActorRef;
}

/// <summary>Ways to create actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Creates a child by its parameterless constructor.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken or not allowed.</exception>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new()
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.ActorOf(Props.Create<TActor>(), name);
    }
}
