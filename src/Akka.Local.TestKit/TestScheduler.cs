using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time moves only when the test says so; it starts at the real time.</summary>
/// <remarks>
/// Work runs on the thread that advances, in the order of its due times. Repeated work that is due runs once for
/// each advance, however long that is, and again one interval after the new time. The monotonic clock stays real.
/// </remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _lock = new();
    private readonly SortedSet<Work> _pending = [];
    private DateTimeOffset _now = WallClock.Now;
    private long _number;

    /// <summary>Made by the actor system; both arguments are not used.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _ = schedulerConfig;
        _ = log;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => WallClock.SinceStart;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => WallClock.SinceStart;

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>Moves the time, then runs what is due; what that schedules waits for the next call.</summary>
    public void Advance(TimeSpan offset)
    {
        long before;
        lock (_lock)
        {
            _now += offset;
            before = _number;
        }

        while (TakeDue(before) is { } work)
        {
            work.Action();
            if (work.Interval is { } interval && !work.IsCancelled)
            {
                Add(interval, work.Interval, work.Action, work.Cancelable);
            }
        }
    }

    /// <summary>Moves the time to a moment, then runs what is due.</summary>
    /// <exception cref="InvalidOperationException">The moment has passed.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        TimeSpan offset = when - Now;
        if (offset < TimeSpan.Zero)
        {
            throw new InvalidOperationException($"The time cannot go back from {Now:O} to {when:O}.");
        }

        Advance(offset);
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, interval: null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(delay, interval: null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, cancelable: null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        lock (_lock)
        {
            _pending.Add(new Work(_now + delay, _number++, interval, action, cancelable));
        }
    }

    /// <param name="before">Work of this number and later is new.</param>
    private Work? TakeDue(long before)
    {
        lock (_lock)
        {
            _pending.RemoveWhere(work => work.IsCancelled);
            Work? due = _pending.FirstOrDefault(work => work.Number < before);
            return due is not null && due.Due <= _now && _pending.Remove(due) ? due : null;
        }
    }

    private sealed record Work(
        DateTimeOffset Due, long Number, TimeSpan? Interval, Action Action, ICancelable? Cancelable) : IComparable<Work>
    {
        public bool IsCancelled => Cancelable is { IsCancellationRequested: true };

        public int CompareTo(Work? other) => (Due, Number).CompareTo((other!.Due, other.Number));
    }
}
