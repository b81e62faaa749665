namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Something with a deadline that may be served up to ten milliseconds late.</summary>
internal abstract class DeadlineNode
{
    internal DeadlineNode? Previous { get; set; }

    internal DeadlineNode? Next { get; set; }

    internal long DueTick { get; set; }

    internal bool IsWaiting { get; set; }

    /// <summary>The deadline has passed. Called on the timer's thread, outside all locks of the wheel.</summary>
    protected internal abstract void OnDeadline();
}

/// <summary>All deadlines of a client on one timer: a timer for each call would cost more than the call (N8).</summary>
/// <remarks>Thread-safe. The timer runs only while something waits.</remarks>
internal sealed class DeadlineWheel : IDisposable
{
    private const int Slots = 512;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly DeadlineNode?[] _slots = new DeadlineNode?[Slots];
    private long _servedTick;
    private long _armedTick = long.MaxValue;
    private int _count;

    public DeadlineWheel(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(
            static wheel => ((DeadlineWheel)wheel!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Calls the node after <paramref name="wait"/>, at the end of a tick.</summary>
    public void Add(DeadlineNode node, TimeSpan wait)
    {
        lock (_gate)
        {
            long now = NowTick(roundUp: false);
            if (_count == 0)
            {
                _servedTick = now;
            }

            TimeSpan due = _time.GetElapsedTime(_start) + wait;
            node.DueTick = Math.Max(_servedTick + 1, (due.Ticks + Tick.Ticks - 1) / Tick.Ticks);
            node.IsWaiting = true;
            ref DeadlineNode? slot = ref _slots[node.DueTick % Slots];
            node.Previous = null;
            node.Next = slot;
            if (slot is not null)
            {
                slot.Previous = node;
            }

            slot = node;
            _count++;
            if (node.DueTick < _armedTick)
            {
                Arm(node.DueTick);
            }
        }
    }

    /// <summary>Takes the node out.</summary>
    /// <returns>False if its deadline has passed: it was or will be called.</returns>
    public bool Remove(DeadlineNode node)
    {
        lock (_gate)
        {
            if (!node.IsWaiting)
            {
                return false;
            }

            Unlink(node);
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private long NowTick(bool roundUp) =>
        (_time.GetElapsedTime(_start).Ticks + (roundUp ? Tick.Ticks - 1 : 0)) / Tick.Ticks;

    private void OnTimer()
    {
        DeadlineNode? due;
        lock (_gate)
        {
            due = TakeDue(NowTick(roundUp: false));
            _armedTick = long.MaxValue;
            if (_count > 0)
            {
                Arm(NextTick());
            }
        }

        while (due is not null)
        {
            // A node that is called may be used again at once, so its link is read first.
            DeadlineNode node = due;
            due = node.Next;
            node.Next = null;
            node.OnDeadline();
        }
    }

    private DeadlineNode? TakeDue(long now)
    {
        DeadlineNode? due = null;
        long first = Math.Max(_servedTick + 1, now - Slots + 1);
        for (long tick = first; tick <= now; tick++)
        {
            for (DeadlineNode? node = _slots[tick % Slots]; node is not null;)
            {
                DeadlineNode? next = node.Next;
                // A slot also holds what is due in a later round.
                if (node.DueTick <= now)
                {
                    Unlink(node);
                    node.Next = due;
                    due = node;
                }

                node = next;
            }
        }

        _servedTick = Math.Max(_servedTick, now);
        return due;
    }

    // The next slot that is not empty; what it holds may be due a round later, which costs one idle tick a round.
    private long NextTick()
    {
        for (long tick = _servedTick + 1; tick < _servedTick + Slots; tick++)
        {
            if (_slots[tick % Slots] is not null)
            {
                return tick;
            }
        }

        return _servedTick + Slots;
    }

    private void Arm(long tick)
    {
        _armedTick = tick;
        TimeSpan wait = TimeSpan.FromTicks(tick * Tick.Ticks) - _time.GetElapsedTime(_start);
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Unlink(DeadlineNode node)
    {
        if (node.Previous is null)
        {
            _slots[node.DueTick % Slots] = node.Next;
        }
        else
        {
            node.Previous.Next = node.Next;
        }

        if (node.Next is not null)
        {
            node.Next.Previous = node.Previous;
        }

        node.Previous = null;
        node.Next = null;
        node.IsWaiting = false;
        _count--;
    }
}
