namespace Akka.Actor;

/// <summary>Messages set aside, to be handled later.</summary>
public interface IStash
{
    /// <summary>How many are set aside.</summary>
    int Count { get; }

    /// <summary>Whether none is.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether one is.</summary>
    bool NonEmpty { get; }

    /// <summary>Sets the message being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">This message is set aside already.</exception>
    void Stash();

    /// <summary>Puts the oldest one in front of the queue.</summary>
    void Unstash();

    /// <summary>Puts all in front of the queue, oldest first.</summary>
    void UnstashAll();

    /// <summary>
    /// Puts those for which a condition holds in front of the queue, oldest first; the others are dropped.
    /// </summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all out and gives them to the caller.</summary>
    IEnumerable<Envelope> ClearStash();
}

/// <summary>An actor with a stash; null in the constructor, set before PreStart.</summary>
public interface IActorStash
{
    /// <summary>The stash; set by the runtime.</summary>
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash without a bound.</summary>
public interface IWithUnboundedStash : IActorStash;

/// <summary>An actor with a stash without a bound, unless Props give one.</summary>
public interface IWithStash : IActorStash;
