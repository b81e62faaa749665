using System.Runtime.CompilerServices;
using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Watching;

/// <summary>The reader's side of a watch: a bounded queue between the stream and one reader.</summary>
/// <remarks>
/// The state is guarded by the stream's gate, the queue by its own. The stream never waits for the reader: a queue that
/// is full refuses, and the watch is resumed later at what was refused (W8).
/// </remarks>
internal sealed class EtcdWatcher : IEtcdWatcher
{
    private readonly Lock _gate = new();
    private readonly Calls _calls;
    private readonly WatchStream _stream;
    private readonly Queue<Waiting> _queue = new();
    private readonly TaskCompletionSource<ResponseHeader> _created;
    private TaskCompletionSource? _signal;
    private EtcdException? _failure;
    private int _events;
    private long _bytes;
    private int _readers;
    private bool _closed;

    public EtcdWatcher(Calls calls, WatchStream stream, WatchSpec spec)
    {
        _calls = calls;
        _stream = stream;
        Spec = spec;
        State = new WatchState(spec);
        _created = new TaskCompletionSource<ResponseHeader>(((IEtcdCalls)calls).Continuations);
    }

    public WatchSpec Spec { get; }

    /// <summary>Guarded by the stream's gate.</summary>
    public WatchState State { get; }

    /// <summary>The server's id of the watch while it is live. Guarded by the stream's gate.</summary>
    public long? Id { get; set; }

    /// <summary>Written under the stream's gate.</summary>
    public WatchPhase Phase { get; set; }

    /// <summary>Refusals in a row. Guarded by the stream's gate.</summary>
    public int Refusals { get; set; }

    /// <summary>Creates the watch again after a refusal. Guarded by the stream's gate.</summary>
    public ITimer? Retry { get; set; }

    public Task<ResponseHeader> Created => _created.Task;

    public long NextRevision => _stream.NextOf(this);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchBatch> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _readers, 1) != 0)
        {
            throw new InvalidOperationException("A watcher has one reader, once: open a second watch.");
        }

        while (true)
        {
            TaskCompletionSource? wait = null;
            WatchBatch? batch = null;
            bool roomAgain = false;
            lock (_gate)
            {
                if (_queue.TryDequeue(out Waiting next))
                {
                    batch = next.Batch;
                    _events -= Weight(batch);
                    _bytes -= next.Bytes;
                    roomAgain = _events <= Spec.MaxBufferedEvents / 2 && _bytes <= Spec.MaxBufferedBytes / 2;
                    _calls.Instruments.Read(_calls.Time.GetElapsedTime(next.ArrivedAt));
                }
                else if (_failure is not null)
                {
                    throw _failure;
                }
                else if (_closed)
                {
                    yield break;
                }
                else
                {
                    wait = _signal = new TaskCompletionSource(((IEtcdCalls)_calls).Continuations);
                }
            }

            if (batch is null)
            {
                await Pause.UntilAsync(wait!, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (roomAgain)
            {
                _stream.RoomAgain(this);
            }

            cancellationToken.ThrowIfCancellationRequested();
            yield return batch;
        }
    }

    /// <summary>Takes a batch if there is room for it.</summary>
    /// <remarks>An empty queue has room for anything: what is too large alone would be refused for ever.</remarks>
    public bool TryTake(WatchStep.Deliver step)
    {
        lock (_gate)
        {
            if (step.Batch.IsProgress && !Spec.ProgressNotify)
            {
                return true;
            }

            bool fits = _events + Weight(step.Batch) <= Spec.MaxBufferedEvents
                && _bytes + step.Bytes <= Spec.MaxBufferedBytes;
            if (_closed || (!fits && _queue.Count > 0))
            {
                return _closed;
            }

            _queue.Enqueue(new Waiting(step.Batch, step.Bytes, _calls.Time.GetTimestamp()));
            _events += Weight(step.Batch);
            _bytes += step.Bytes;
            return true;
        }
    }

    /// <summary>Wakes the reader. Outside the stream's gate: the reader may run in here.</summary>
    public void Signal()
    {
        TaskCompletionSource? signal;
        lock (_gate)
        {
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
    }

    /// <summary>The server has the watch. Outside the stream's gate.</summary>
    public void Confirm(ResponseHeader header) => _created.TrySetResult(header);

    /// <summary>Ends the watch for its reader, after what waits. Outside the stream's gate.</summary>
    public void Fail(EtcdException failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
        }

        if (_created.TrySetException(failure))
        {
            // Nobody has to wait for the creation: the reader gets the same failure.
            _ = _created.Task.Exception;
        }

        Signal();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the watch without waiting for the server (W11).</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _queue.Clear();
        }

        _stream.Remove(this);
        _created.TrySetCanceled();
        Signal();
    }

    // Progress weighs, too: it would pile up without end in front of a reader that has gone away.
    private static int Weight(WatchBatch batch) => Math.Max(1, batch.Events.Count);

    private readonly record struct Waiting(WatchBatch Batch, long Bytes, long ArrivedAt);
}
