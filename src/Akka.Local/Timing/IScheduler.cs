namespace Akka.Actor;

/// <summary>A clock.</summary>
public interface ITimeProvider
{
    /// <summary>The time of day.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since the start, for measuring; real also under a test scheduler.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>Time since the start, at the highest resolution there is.</summary>
    TimeSpan HighResMonotonicClock { get; }
}

/// <summary>Sends messages later.</summary>
public interface ITellScheduler
{
    /// <summary>Tells after a delay.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Tells after a delay, unless cancelled before.</summary>
    void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Tells after a delay and then again and again.</summary>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Tells after a delay and then again and again, until cancelled.</summary>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable);
}

/// <summary>
/// Runs actions later; they must be short, and must not touch an actor's state: rather send a message.
/// </summary>
public interface IActionScheduler
{
    /// <summary>Runs after a delay.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs after a delay, unless cancelled before.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs after a delay and then again and again.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Runs after a delay and then again and again, until cancelled.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}

/// <summary>The scheduler's less used side.</summary>
public interface IAdvancedScheduler : IActionScheduler;

/// <summary>The clock and the timers of an actor system.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Actions instead of messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
