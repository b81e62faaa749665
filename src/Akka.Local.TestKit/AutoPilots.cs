using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Reacts to messages on behalf of a probe, before the test sees them.</summary>
/// <remarks>Called in the probe's turn, one message at a time, on the thread of who tells.</remarks>
public abstract class AutoPilot
{
    /// <summary>No pilot from now on.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>The same pilot again.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Handles a message.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="message">What was sent; the test can still expect it.</param>
    /// <returns>Who takes the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>Does nothing.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only value.</summary>
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Returned by a pilot that goes on; not a pilot itself.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only value.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is what a pilot returns; it cannot be set as one.");
}

/// <summary>Handles a message and returns who takes the next one.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>A pilot that is a function.</summary>
public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly AutoPilotDelegate _pilot;

    /// <summary>Takes the function.</summary>
    public DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) => _pilot = autoPilotDelegate;

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => _pilot(sender, message);
}
