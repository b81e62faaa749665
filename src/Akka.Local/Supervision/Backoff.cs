using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Supervision that waits longer and longer before it starts a child again.</summary>
public static class Backoff
{
    /// <summary>Starts the child again when it has stopped.</summary>
    /// <param name="childProps">How to make the child.</param>
    /// <param name="childName">Its name.</param>
    /// <param name="minBackoff">The first wait; positive. It doubles each time.</param>
    /// <param name="maxBackoff">The longest wait; not below the first.</param>
    /// <param name="randomFactor">A wait is made longer by up to this part of it; 0.2 is usual, 0 for none.</param>
    /// <exception cref="ArgumentException">A bound is not kept.</exception>
    public static BackoffOptions OnStop(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffPlan(childProps, childName, minBackoff, maxBackoff, randomFactor) { OnFailure = false };

    /// <summary>Starts the child again when it has failed and its directive is to restart.</summary>
    /// <inheritdoc cref="OnStop(Props, string, TimeSpan, TimeSpan, double)"/>
    public static BackoffOptions OnFailure(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new BackoffPlan(childProps, childName, minBackoff, maxBackoff, randomFactor) { OnFailure = true };
}

/// <summary>How a child is started again; immutable.</summary>
public abstract class BackoffOptions
{
    private protected BackoffOptions()
    {
    }

    /// <summary>Forgets the restarts when the child has lived so long; the default is the first wait.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>Forgets the restarts only when told so by <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    /// <summary>Answers what comes while the child is down; otherwise it goes to the dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>Ends the supervisor with the child when such a message has gone through.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);

    /// <summary>Ends the supervisor when the child would be started again once more than this.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>Decides on failures of the child.</summary>
    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    /// <summary>Stops the child at each failure.</summary>
    public abstract BackoffOptions WithDefaultStoppingStrategy();
}
