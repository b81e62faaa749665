namespace ActorOrchestrator.Testing.Virtual;

/// <summary>A timer in virtual time, with the rules of <see cref="TimeProvider.CreateTimer"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, long number, TimerCallback callback, object? state) : ITimer
{
    // As the runtime's own timers: no more milliseconds than 32 bits hold, and the highest means infinite.
    private const long MillisecondsMax = uint.MaxValue - 1;
    private const long Never = -1;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private long _period = Never;
    private volatile bool _disposed;

    /// <summary>By due time, then in the order of creation.</summary>
    public static IComparer<VirtualTimer> DueOrder { get; } = Comparer<VirtualTimer>.Create(
        static (left, right) => (left.Due, left.Number).CompareTo((right.Due, right.Number)));

    /// <summary>When it fires, in ticks of the clock; −1 if it does not.</summary>
    public long Due { get; private set; } = Never;

    /// <summary>Its place in the order of creation.</summary>
    public long Number => number;

    public bool IsDisposed => _disposed;

    /// <summary>For messages: what is called.</summary>
    public string Name
    {
        get
        {
            Delegate called = state as Delegate ?? callback;
            return $"{called.Method.DeclaringType?.FullName}.{called.Method.Name}";
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        long due = Checked(dueTime, nameof(dueTime));
        long every = Checked(period, nameof(period));
        time.CheckThread();
        if (_disposed)
        {
            return false;
        }

        // As the runtime's timers: a period of zero is none.
        _period = every == 0 ? Never : every;
        Arm(due == Never ? Never : time.Now + due);
        return true;
    }

    /// <summary>Fires it: it is armed anew before the callback runs, which may change or dispose of it.</summary>
    public void Fire()
    {
        Arm(_period == Never ? Never : Due + _period);
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
        }
    }

    /// <summary>Never throws, since finalizers call it too; there it only leaves a mark.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (!time.IsForeignThread())
        {
            Arm(Never);
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static long Checked(TimeSpan value, string name)
    {
        long milliseconds = (long)value.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, MillisecondsMax, name);
        return milliseconds == -1 ? Never : Math.Max(0, value.Ticks);
    }

    private void Call() => callback(state);

    private void Arm(long due)
    {
        if (Due != Never)
        {
            time.Dequeue(this);
        }

        Due = due;
        if (due != Never)
        {
            time.Enqueue(this);
        }
    }
}
