using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A hierarchy of actors with its settings, event stream, scheduler and end.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private protected ActorSystem()
    {
    }

    /// <summary>Letters, digits and hyphens; begins with a letter or a digit.</summary>
    public abstract string Name { get; }

    /// <summary>The settings.</summary>
    public abstract Settings Settings { get; }

    /// <summary>The bus of events, dead letters and log events.</summary>
    public abstract EventStream EventStream { get; }

    /// <summary>Takes what reaches nobody.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Logs in the name of the system.</summary>
    public abstract ILoggingAdapter Log { get; }

    /// <summary>The clock and the timers.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>Ends when the last actor has ended.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>How long the system has run.</summary>
    public TimeSpan Uptime => Scheduler.MonotonicClock - StartTime;

    /// <summary>When it started, on the monotonic clock.</summary>
    public TimeSpan StartTime { get; private protected set; }

    /// <summary>Starts a system with the default settings.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public static ActorSystem Create(string name) => Create(name, ConfigurationFactory.Empty);

    /// <summary>Starts a system.</summary>
    /// <param name="name">Letters, digits and hyphens; begins with a letter or a digit.</param>
    /// <param name="config">Settings that go before the defaults.</param>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    /// <exception cref="ConfigurationException">A setting cannot be used.</exception>
    public static ActorSystem Create(string name, Config config) => ActorSystemImpl.Start(name, config, loggers: null);

    /// <summary>Creates an actor at the top level.</summary>
    /// <inheritdoc/>
    public abstract IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Stops an actor after the message that it is handling.</summary>
    public abstract void Stop(IActorRef actor);

    /// <summary>Runs the coordinated shutdown, which stops all actors; may be called again and by anybody.</summary>
    /// <returns>Ends when the last actor has ended.</returns>
    public abstract Task Terminate();

    /// <summary>Asks for a call when the last actor has ended.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Terminates, and waits for the end.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Dispose(bool disposing);
}
