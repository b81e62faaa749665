using System.Globalization;

namespace ActorOrchestrator.Testing.Virtual;

/// <content>Moving the time.</content>
public sealed partial class VirtualTime
{
    // More than any honest simulation does at one instant, and few enough to end a loop in a second.
    private const int TimersPerInstantMax = 1_000_000;

    // Each level is a callback that moved the time: real code has a handful, a loop has no end.
    private const int DepthMax = 100;

    private static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(1);

    private long _firedAtThisInstant;
    private int _depth;

    /// <summary>Moves the time forward, and fires each timer at its instant on the way.</summary>
    /// <param name="by">Zero fires what is due now.</param>
    /// <exception cref="InvalidOperationException">Timers fire for ever without the time moving.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        using var _ = new Pump(this);
        long until = checked(_now + by.Ticks);
        while (Next() is { } timer && timer.Due <= until)
        {
            Fire(timer);
        }

        MoveTo(until);
    }

    /// <summary>Moves the time to the next timer's instant and fires that one timer.</summary>
    /// <returns>Whether there was one.</returns>
    public bool AdvanceToNext()
    {
        using var _ = new Pump(this);
        if (Next() is not { } timer)
        {
            return false;
        }

        Fire(timer);
        return true;
    }

    /// <summary>Fires timer after timer until something holds.</summary>
    /// <param name="condition">Looked at first, and after each timer.</param>
    /// <param name="limit">How far the time may move; null is an hour.</param>
    /// <returns>Whether it holds; if not, nothing is left to happen within the limit, and the time has not moved
    /// beyond the last timer.</returns>
    public bool TryRunUntil(Func<bool> condition, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using var _ = new Pump(this);
        long until = checked(_now + (limit ?? DefaultLimit).Ticks);
        while (!condition())
        {
            if (Next() is not { } timer || timer.Due > until)
            {
                return false;
            }

            Fire(timer);
        }

        return true;
    }

    /// <summary>Fires timer after timer until something holds.</summary>
    /// <inheritdoc cref="TryRunUntil" path="/param"/>
    /// <exception cref="TimeoutException">It did not come to hold.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan? limit = null)
    {
        if (!TryRunUntil(condition, limit))
        {
            throw new TimeoutException($"The condition does not hold. {Situation(limit)}");
        }
    }

    /// <summary>Fires timer after timer until none is left.</summary>
    /// <param name="limit">How far the time may move; null is an hour.</param>
    /// <exception cref="TimeoutException">Timers are left, such as periodic ones.</exception>
    public void RunUntilIdle(TimeSpan? limit = null)
    {
        if (!TryRunUntil(() => Next() is null, limit))
        {
            throw new TimeoutException($"Timers are left. {Situation(limit)}");
        }
    }

    /// <summary>Starts something asynchronous on this thread and moves the time until it is complete.</summary>
    /// <param name="start">Called without a synchronization context, so that what it awaits continues here.</param>
    /// <param name="limit">How far the time may move; null is an hour.</param>
    /// <exception cref="TimeoutException">Nothing is left to happen within the limit, and it is not
    /// complete.</exception>
    public void Run(Func<Task> start, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        using var _ = new Pump(this);
        Task task = start();
        RunUntil(() => task.IsCompleted, limit);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task}, TimeSpan?)"/>
    /// <returns>What it answered.</returns>
    public T Run<T>(Func<Task<T>> start, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        using var _ = new Pump(this);
        Task<T> task = start();
        RunUntil(() => task.IsCompleted, limit);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Does something as a timer does: what continues because of it, continues inside.</summary>
    internal void Inside(Action action)
    {
        using var _ = new Pump(this);
        action();
    }

    private void Fire(VirtualTimer timer)
    {
        MoveTo(timer.Due);
        if (++_firedAtThisInstant > TimersPerInstantMax)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{TimersPerInstantMax} timers have fired at {Elapsed} without the time moving; "
                    + $"next is {timer.Name}."));
        }

        timer.Fire();
    }

    // A callback that moved the time may have overtaken who called it.
    private void MoveTo(long instant)
    {
        if (instant > _now)
        {
            _now = instant;
            _firedAtThisInstant = 0;
        }
    }

    private string Situation(TimeSpan? limit)
    {
        string next = Next() is { } timer
            ? $"next is {timer.Name} at {new TimeSpan(timer.Due)}, beyond the limit of {limit ?? DefaultLimit}"
            : "no timer is left that could change it, unless something goes on on another thread";
        return string.Create(CultureInfo.InvariantCulture, $"It is {Elapsed}; {next}.");
    }

    /// <summary>While the time moves: on its own thread, and without a synchronization context, which would send
    /// continuations to other threads.</summary>
    private readonly ref struct Pump
    {
        private readonly VirtualTime _time;
        private readonly SynchronizationContext? _before;

        public Pump(VirtualTime time)
        {
            time.CheckThread();
            if (time._depth >= DepthMax)
            {
                throw new InvalidOperationException(
                    $"Callbacks have moved the time {DepthMax} levels deep: one calls itself.");
            }

            _time = time;
            _time._depth++;
            _before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
        }

        public void Dispose()
        {
            _time._depth--;
            SynchronizationContext.SetSynchronizationContext(_before);
        }
    }
}
