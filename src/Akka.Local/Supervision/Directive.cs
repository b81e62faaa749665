namespace Akka.Actor;

/// <summary>What a supervisor does with a child that has failed.</summary>
public enum Directive
{
    /// <summary>Go on with the next message and the state as it is.</summary>
    Resume = 0,

    /// <summary>
    /// Make a new instance behind the same reference; the failed message is dropped, the queue is kept.
    /// </summary>
    Restart = 1,

    /// <summary>Fail oneself, and leave it to one's own supervisor.</summary>
    Escalate = 2,

    /// <summary>End the child.</summary>
    Stop = 3,
}

/// <summary>From a failure to a directive.</summary>
public interface IDecider
{
    /// <summary>What to do about the failure.</summary>
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
public class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    internal LocalOnlyDecider(Func<Exception, Directive> decider) => _decider = decider;

    /// <inheritdoc/>
    public Directive Decide(Exception cause) => _decider(cause);
}
