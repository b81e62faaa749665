using System.Globalization;

namespace ActorOrchestrator.Testing.Virtual;

/// <summary>A clock and its timers that move only when they are told to, on the thread of whoever tells them.</summary>
/// <remarks>
/// <para>
/// <see cref="Task.Delay(TimeSpan, TimeProvider)"/>, <see cref="CancellationTokenSource"/> and
/// <see cref="PeriodicTimer"/> work on it. A timer's callback, and all that continues because of it, runs inside the
/// call that moved the time, one timer after the other: by due time, and at one instant in the order in which the
/// timers were created. So the same program gives the same run.
/// </para>
/// <para>
/// One thread at a time, and always the same one: the first that uses it. Another one gets an
/// <see cref="InvalidOperationException"/>, because something has left virtual time (a <c>Task.Run</c>, a
/// <see cref="TaskCompletionSource"/> that continues on the pool, or a synchronization context). To keep code with
/// <c>await</c> on the thread, start it by <see cref="Run(Func{Task}, TimeSpan?)"/>.
/// </para>
/// <para>
/// Some things of the runtime always continue on the thread pool, and so cannot be used here: a cancelled
/// <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> (take
/// <see cref="Task.WaitAsync(CancellationToken)"/>
/// instead), <see cref="SemaphoreSlim.WaitAsync()"/>, and a channel whose reader is cancelled, or that does not allow
/// synchronous continuations.
/// </para>
/// <para>A callback may move the time itself. What a callback throws comes out of the call that moved the time.</para>
/// </remarks>
public sealed partial class VirtualTime : TimeProvider
{
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.DueOrder);
    private readonly DateTimeOffset _start;
    private long _now;
    private long _jumped;
    private long _timersMade;
    private int _thread;

    /// <summary>Makes a clock that stands.</summary>
    /// <param name="start">What the wall clock shows; null is the beginning of the year 2000, UTC.</param>
    public VirtualTime(DateTimeOffset? start = null) =>
        _start = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();

    /// <summary>How far the time has moved since it was made. Jumps of the wall clock do not count.</summary>
    public TimeSpan Elapsed => new(Now);

    /// <summary>How many timers are due at some time.</summary>
    public int PendingTimers => _timers.Count;

    /// <summary>When the next timer is due, on the scale of <see cref="Elapsed"/>; null if none is.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            _ = Now;
            return Next() is { } timer ? new(timer.Due) : null;
        }
    }

    /// <summary>Ticks of 100 nanoseconds.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC: a run must not depend on where it runs.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>The monotonic clock of the calling thread's run, in ticks.</summary>
    internal long Now
    {
        get
        {
            CheckThread();
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;

    /// <summary>The wall clock: start, plus what has elapsed, plus all jumps.</summary>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Now + _jumped);

    /// <summary>Moves the wall clock only, forwards or backwards, as an operator or NTP does. No timer
    /// notices.</summary>
    public void JumpWallClock(TimeSpan by)
    {
        CheckThread();
        _jumped += by.Ticks;
    }

    /// <inheritdoc/>
    /// <remarks>Times are not rounded. A due time of zero fires when the time is next moved, if only by zero.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite, or above 49 days.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        CheckThread();
        var timer = new VirtualTimer(this, ++_timersMade, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs an action after a while, unless the result is disposed before.</summary>
    internal ITimer After(TimeSpan delay, Action action) => CreateTimer(
        static state => ((Action)state!)(), action, delay, Timeout.InfiniteTimeSpan);

    internal void Enqueue(VirtualTimer timer) => _timers.Add(timer);

    internal void Dequeue(VirtualTimer timer) => _timers.Remove(timer);

    internal bool IsForeignThread() => _thread != 0 && _thread != Environment.CurrentManagedThreadId;

    internal void CheckThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        int owner = Interlocked.CompareExchange(ref _thread, thread, 0);
        if (owner != 0 && owner != thread)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Virtual time belongs to thread {owner} and was used by thread {thread}: something has left it, "
                + $"such as Task.Run, or an await that continues on the thread pool. Start it by VirtualTime.Run."));
        }
    }

    // A timer that was disposed on another thread, by a finalizer, could not be taken out there.
    private VirtualTimer? Next()
    {
        while (_timers.Min is { } timer)
        {
            if (!timer.IsDisposed)
            {
                return timer;
            }

            _timers.Remove(timer);
        }

        return null;
    }
}
