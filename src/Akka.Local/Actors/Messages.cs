namespace Akka.Actor;

/// <summary>A message that the runtime handles before the actor's behaviour.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that should not come from untrusted senders.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that does not count for <see cref="ReceiveTimeout"/>.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message that never leaves the process; of no effect here, where nothing is serialized.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message around a message.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}

/// <summary>Ends an actor when its turn in the queue comes.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, Event.IDeadLetterSuppression
{
    private PoisonPill()
    {
    }

    /// <summary>The only value.</summary>
    public static PoisonPill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<PoisonPill>";
}

/// <summary>
/// Makes an actor throw <see cref="ActorKilledException"/>, which the default strategy answers by a stop.
/// </summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill()
    {
    }

    /// <summary>The only value.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}

/// <summary>Says that no message came for the time of <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    /// <summary>The only value.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}

/// <summary>Says that a watched actor has ended; all its messages to the watcher came before.</summary>
public sealed class Terminated : IAutoReceivedMessage, IPossiblyHarmful, Event.IDeadLetterSuppression,
    INoSerializationVerificationNeeded, IEquatable<Terminated>
{
    /// <summary>Made by the runtime, and by tests that stand in for it.</summary>
    /// <param name="actorRef">Who ended.</param>
    /// <param name="existenceConfirmed">Whether the actor is known to have lived.</param>
    /// <param name="addressTerminated">Whether its whole system was lost; never here.</param>
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    /// <summary>Who ended.</summary>
    public IActorRef ActorRef { get; }

    /// <summary>Whether its whole system was lost.</summary>
    public bool AddressTerminated { get; }

    /// <summary>Whether the actor is known to have lived.</summary>
    public bool ExistenceConfirmed { get; }

    /// <inheritdoc/>
    public bool Equals(Terminated? other) => other is not null && ActorRef.Equals(other.ActorRef)
        && AddressTerminated == other.AddressTerminated && ExistenceConfirmed == other.ExistenceConfirmed;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Terminated);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, AddressTerminated, ExistenceConfirmed);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}

/// <summary>Success or failure as a message.</summary>
public abstract class Status
{
    private protected Status()
    {
    }

    /// <summary>Something worked.</summary>
    public sealed class Success : Status
    {
        /// <summary>What came of it.</summary>
        public readonly object? Status;

        /// <summary>Wraps a result.</summary>
        public Success(object? status) => Status = status;

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>Something failed; an Ask that gets it as its answer throws the cause.</summary>
    public sealed class Failure : Status
    {
        /// <summary>What was thrown.</summary>
        public readonly Exception Cause;

        /// <summary>Wraps an exception.</summary>
        public Failure(Exception cause) => Cause = cause;

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause}";
    }
}
