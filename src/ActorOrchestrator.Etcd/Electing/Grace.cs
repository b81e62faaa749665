namespace ActorOrchestrator.Etcd.Electing;

/// <summary>What a candidate that gives up still has: 5 seconds from when it gave up (Q8).</summary>
internal sealed class Grace : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _ofCaller;
    private int _begun;

    public Grace(TimeProvider time, CancellationToken caller)
    {
        _source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _ofCaller = caller.UnsafeRegister(static state => ((Grace)state!).Begin(), this);
    }

    /// <summary>Fires when the time is up; never before <see cref="Begin"/>.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The time runs from now on. Repeating it changes nothing.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _source.CancelAfter(Limits.LeaveQueue);
        }
    }

    public void Dispose()
    {
        _ofCaller.Dispose();
        _source.Dispose();
    }
}
