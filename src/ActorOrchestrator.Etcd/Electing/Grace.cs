namespace ActorOrchestrator.Etcd.Electing;

/// <summary>What a candidate that gives up still has: 5 seconds from when it gave up (Q8).</summary>
internal sealed class Grace : IDisposable
{
    private readonly CancellationTokenSource _toEnter;
    private readonly CancellationTokenSource _toLeave;
    private readonly CancellationTokenRegistration _ofCaller;
    private int _begun;

    public Grace(TimeProvider time, CancellationToken caller)
    {
        _toEnter = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _toLeave = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _ofCaller = caller.UnsafeRegister(static state => ((Grace)state!).Begin(), this);
    }

    /// <summary>Fires after half of the time: a create that is under way is not waited for any longer. Never before
    /// <see cref="Begin"/>.</summary>
    public CancellationToken ToEnter => _toEnter.Token;

    /// <summary>Fires when the time is up. Never before <see cref="Begin"/>.</summary>
    public CancellationToken ToLeave => _toLeave.Token;

    /// <summary>The time runs from now on. Repeating it changes nothing.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _toEnter.CancelAfter(Limits.LeaveQueue / 2);
            _toLeave.CancelAfter(Limits.LeaveQueue);
        }
    }

    public void Dispose()
    {
        _ofCaller.Dispose();
        _toEnter.Dispose();
        _toLeave.Dispose();
    }
}
