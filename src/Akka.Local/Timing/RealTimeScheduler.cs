using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The default scheduler: one runtime timer for each piece of scheduled work.</summary>
internal sealed class RealTimeScheduler(ILoggingAdapter log) : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ConcurrentDictionary<ScheduledWork, bool> _pending = new();
    private volatile bool _disposed;

    public DateTimeOffset Now => WallClock.Now;

    public TimeSpan MonotonicClock => WallClock.SinceStart;

    public TimeSpan HighResMonotonicClock => WallClock.SinceStart;

    public IAdvancedScheduler Advanced => this;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, cancelable: null);

    public void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        ScheduleOnce(delay, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable: null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, cancelable: null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(delay, interval: null, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, cancelable: null);

    public void ScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        if (interval <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(interval), $"Interval must be >0. It was {interval.TotalMilliseconds} ms.");
        }

        Add(initialDelay, interval, action, cancelable);
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (ScheduledWork work in _pending.Keys)
        {
            work.Cancel();
        }
    }

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        if (delay < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(delay), $"Delay must be >=0. It was {delay.TotalMilliseconds} ms.");
        }

        if (cancelable is { IsCancellationRequested: true })
        {
            return;
        }

        var work = new ScheduledWork(action, interval, log, _pending);
        _pending[work] = true;
        work.Start(delay, cancelable?.Token ?? CancellationToken.None);
        if (_disposed)
        {
            work.Cancel();
            throw new SchedulerException("The actor system has ended: nothing can be scheduled any more.");
        }
    }
}

/// <summary>Work was scheduled after the end of the system.</summary>
public sealed class SchedulerException : AkkaException
{
    /// <summary>With a message.</summary>
    public SchedulerException(string message)
        : base(message)
    {
    }
}
