namespace ActorOrchestrator.Interop.Tests.Net;

/// <summary>One direction through a <see cref="TcpProxy"/>, for all its connections. Thread-safe.</summary>
internal sealed class ProxyFlow
{
    private readonly Lock _gate = new();
    private readonly List<(long At, TaskCompletionSource Reached)> _waiting = [];
    private TaskCompletionSource? _paused;
    private long _forwarded;
    private long _cutAt = long.MaxValue;
    private TaskCompletionSource? _cut;

    /// <summary>How long each piece is held back; pieces keep their order.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>At most so many bytes a second for each connection; 0 is no bound.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Whether each byte is sent by itself.</summary>
    public bool SplitWrites { get; set; }

    /// <summary>Told each piece before it is sent on: the place where a test breaks something at the worst
    /// moment.</summary>
    public Action<ReadOnlyMemory<byte>>? Forwarding { get; set; }

    /// <summary>Bytes that were sent on.</summary>
    public long Forwarded
    {
        get
        {
            lock (_gate)
            {
                return _forwarded;
            }
        }
    }

    /// <summary>Holds everything back from now on; the connections stay open.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            _paused ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lets go what was held back.</summary>
    public void Resume()
    {
        TaskCompletionSource? paused;
        lock (_gate)
        {
            (paused, _paused) = (_paused, null);
        }

        paused?.SetResult();
    }

    /// <summary>Cuts a connection when so many more bytes have passed, over all connections; once.</summary>
    /// <returns>Completes when it is done.</returns>
    public Task CutAfter(long bytes)
    {
        lock (_gate)
        {
            _cutAt = _forwarded + bytes;
            _cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _cut.Task;
        }
    }

    /// <summary>Completes when so many more bytes have been sent on.</summary>
    public Task AfterAsync(long bytes)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((_forwarded + bytes, reached));
        }

        return reached.Task;
    }

    /// <summary>Completes while it is not paused.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _paused?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
        }
    }

    /// <summary>Asks for leave to send so many bytes.</summary>
    /// <returns>How many of them may be sent, and whether the connection must be cut after them.</returns>
    public (int Allowed, bool Cut) Take(int bytes)
    {
        lock (_gate)
        {
            long left = _cutAt - _forwarded;
            if (bytes < left)
            {
                return (bytes, false);
            }

            _cutAt = long.MaxValue;
            _cut?.SetResult();
            return ((int)left, true);
        }
    }

    /// <summary>Counts what was sent.</summary>
    public void Count(int bytes)
    {
        lock (_gate)
        {
            _forwarded += bytes;
            _waiting.RemoveAll(wait => wait.At <= _forwarded && wait.Reached.TrySetResult());
        }
    }
}
