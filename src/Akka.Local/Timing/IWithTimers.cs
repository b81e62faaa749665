namespace Akka.Actor;

/// <summary>An actor with timers of its own; set before its constructor runs.</summary>
public interface IWithTimers
{
    /// <summary>The timers; set by the runtime.</summary>
    ITimerScheduler Timers { get; set; }
}

/// <summary>Messages that an actor sends to itself later. They end with the incarnation that started them.</summary>
/// <remarks>
/// A timer of the same key replaces the old one. What was cancelled or replaced is not delivered, even when its
/// message is already in the queue.
/// </remarks>
public interface ITimerScheduler
{
    /// <summary>The keys of the timers that are running.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends again and again, first after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends again and again, first after one interval, in the name of a sender.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    /// <summary>Sends again and again, first after a delay.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends again and again, first after a delay, in the name of a sender.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    /// <summary>Sends once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends once, in the name of a sender.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    /// <summary>Whether a timer of the key is running.</summary>
    bool IsTimerActive(object key);

    /// <summary>Ends the timer of the key.</summary>
    void Cancel(object key);

    /// <summary>Ends all timers.</summary>
    void CancelAll();
}
