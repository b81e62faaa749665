using System.Buffers;
using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Watching;

/// <content>When the stream is opened and given up, and what is asked of the member behind it.</content>
internal sealed partial class WatchStream
{
    private void Open()
    {
        _attempt = new Attempt(this);
        _ = OpenAsync(_attempt);
    }

    private async Task OpenAsync(Attempt attempt)
    {
        try
        {
            // Without a leader nothing would come, and another member may have one: W6.
            CallOptions withLeader = options with { RequireLeader = options.RequireLeader ?? true };
            OpenStream open = await calls.OpenStreamAsync(
                EtcdMethods.Watch, withLeader, CallLane.Streams, readsSlowly: false, attempt, CancellationToken.None)
                .ConfigureAwait(false);
            lock (_gate)
            {
                if (!ReferenceEquals(_attempt, attempt) || _disposed)
                {
                    open.Call.Abort();
                    return;
                }

                _open = open;
                _progressIsSafe = false;
                if (_wantsVersion)
                {
                    AskForVersion();
                }

                Advance();
            }
        }
        catch (EtcdException e)
        {
            OnEnd(attempt, e);
        }
        catch (ObjectDisposedException)
        {
            // The client was closed meanwhile, and with it all watches.
        }
    }

    // W3: without an answer progress only shows that the stream lives.
    private void AskForVersion()
    {
        if (_open is { } open && _attempt is { AskedForVersion: false } attempt)
        {
            attempt.AskedForVersion = true;
            _ = AskForVersionAsync(attempt, open.Endpoint);
        }
    }

    private async Task AskForVersionAsync(Attempt attempt, EtcdEndpoint endpoint)
    {
        try
        {
            StatusResponse status = await calls.UnaryAsync(
                EtcdMethods.Status,
                new StatusRequest(),
                new CallOptions { Endpoint = endpoint },
                CancellationToken.None).ConfigureAwait(false);
            lock (_gate)
            {
                _progressIsSafe = ReferenceEquals(_attempt, attempt) && WatchState.SynchronisesProgress(status.Version);
            }
        }
        catch (Exception e) when (e is EtcdException or ObjectDisposedException)
        {
            VersionUnknown(calls.Log, endpoint, e.Message);
        }
    }

    private void CloseStream()
    {
        _open?.Call.Abort();
        _open = null;
        _attempt = null;
        _live.Clear();
        _creating.Clear();
    }

    private void RunAfter(TimeSpan wait)
    {
        _timer ??= calls.Time.CreateTimer(
            static stream => ((WatchStream)stream!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    // One timer for two waits that exclude each other: until the stream is opened again, and until it is given up.
    private void OnTimer()
    {
        bool over;
        lock (_gate)
        {
            over = _all.Count == 0 && !_disposed;
            if (over)
            {
                _disposed = true;
                CloseStream();
                _timer?.Dispose();
            }
            else if (_attempt is null && !_disposed)
            {
                Open();
            }
        }

        if (over)
        {
            idle(this);
        }
    }

    /// <summary>One opening of the stream.</summary>
    private sealed class Attempt(WatchStream stream) : IStreamSink
    {
        /// <summary>Whether the member's version was asked for.</summary>
        public bool AskedForVersion { get; set; }

        public void OnMessage(ReadOnlySequence<byte> message) => stream.OnMessage(this, message);

        public void OnEnd(EtcdException? failure) => stream.OnEnd(this, failure);
    }
}
