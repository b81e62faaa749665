using System.Buffers;
using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Watching;

/// <summary>Many watches on one stream of the server, opened again whenever it is lost.</summary>
/// <remarks>
/// <para>
/// The server answers creates in the order of sending, so the answer belongs to the first watch of <c>_creating</c>.
/// An open stream is an <see cref="Attempt"/>; what an earlier one still sends is ignored.
/// </para>
/// <para>Readers are woken outside the gate, because in virtual time they run at once.</para>
/// </remarks>
internal sealed partial class WatchStream(Calls calls, CallOptions options, Action<WatchStream> idle)
{
    private readonly Lock _gate = new();
    private readonly HashSet<EtcdWatcher> _all = [];
    private readonly Dictionary<long, EtcdWatcher> _live = [];
    private readonly Queue<EtcdWatcher> _creating = new();
    private readonly Queue<EtcdWatcher> _toCreate = new();
    private Attempt? _attempt;
    private OpenStream? _open;
    private ITimer? _timer;
    private int _failures;
    private bool _progressIsSafe;
    private bool _wantsVersion;
    private bool _disposed;

    /// <summary>Watches on it, whatever their phase.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Opens a watch on this stream; null if it is full or over.</summary>
    public EtcdWatcher? TryAdd(WatchSpec spec)
    {
        lock (_gate)
        {
            if (_disposed || _all.Count >= Limits.WatchesOfAStream)
            {
                return null;
            }

            var watcher = new EtcdWatcher(calls, this, spec);
            _all.Add(watcher);
            _wantsVersion |= spec.ProgressNotify;
            Enqueue(watcher);
            calls.Instruments.WatchOpened();
            Advance();
            return watcher;
        }
    }

    /// <summary>The watch's owner has closed it (W11).</summary>
    public void Remove(EtcdWatcher watcher)
    {
        lock (_gate)
        {
            if (!_all.Remove(watcher))
            {
                return;
            }

            watcher.Phase = WatchPhase.Closed;
            watcher.Retry?.Dispose();
            calls.Instruments.WatchClosed();
            CancelAtServer(watcher);
            if (_all.Count == 0)
            {
                RunAfter(Limits.IdleStream);
            }
        }
    }

    /// <summary>A slow reader has caught up by half (W8).</summary>
    public void RoomAgain(EtcdWatcher watcher)
    {
        lock (_gate)
        {
            if (watcher.Phase is WatchPhase.Detached)
            {
                Enqueue(watcher);
                Advance();
            }
        }
    }

    public long NextOf(EtcdWatcher watcher)
    {
        lock (_gate)
        {
            return watcher.State.Next;
        }
    }

    /// <summary>Asks for the progress of all its watches.</summary>
    public void RequestProgress()
    {
        lock (_gate)
        {
            AskForVersion();
            _open?.Call.Send(new WatchRequest { ProgressRequest = new WatchProgressRequest() }, last: false);
        }
    }

    /// <summary>The client is closed: ends all watches.</summary>
    public void Dispose()
    {
        EtcdWatcher[] watchers;
        lock (_gate)
        {
            _disposed = true;
            watchers = [.. _all];
            CloseStream();
        }

        foreach (EtcdWatcher watcher in watchers)
        {
            watcher.Close();
        }

        lock (_gate)
        {
            _timer?.Dispose();
        }
    }

    private void Enqueue(EtcdWatcher watcher)
    {
        watcher.Phase = WatchPhase.Creating;
        _toCreate.Enqueue(watcher);
    }

    // Does what can be done now: opens the stream, or asks for the watches that wait, some at a time (W7).
    private void Advance()
    {
        if (_open is not { } open)
        {
            if (_attempt is null && _failures == 0)
            {
                Open();
            }

            return;
        }

        while (_creating.Count < Limits.CreatesInFlight && _toCreate.TryDequeue(out EtcdWatcher? watcher))
        {
            if (watcher.Phase is WatchPhase.Creating)
            {
                _creating.Enqueue(watcher);
                open.Call.Send(new WatchRequest { CreateRequest = watcher.State.Request() }, last: false);
            }
        }
    }

    private void CancelAtServer(EtcdWatcher watcher)
    {
        if (watcher.Id is { } id)
        {
            _live.Remove(id);
            watcher.Id = null;
            SendCancel(id);
        }
    }

    private void SendCancel(long id) => _open?.Call.Send(
        new WatchRequest { CancelRequest = new WatchCancelRequest { WatchId = id } }, last: false);
}
