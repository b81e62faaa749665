using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Watching;

/// <content>What the end of a watch, and of the stream, means.</content>
internal sealed partial class WatchStream
{
    private void EndWatch(EtcdWatcher watcher)
    {
        lock (_gate)
        {
            if (_all.Remove(watcher))
            {
                CancelAtServer(watcher);
                watcher.Phase = WatchPhase.Failed;
                calls.Instruments.WatchClosed();
                if (_all.Count == 0)
                {
                    RunAfter(Limits.IdleStream);
                }
            }
        }
    }

    // W6: a refused token needs a new stream; for anything else this watch alone is created anew, after a wait, because
    // what ended it may still be there.
    private void ResumeOne(Attempt attempt, EtcdWatcher watcher, WatchStep.Resume resume)
    {
        lock (_gate)
        {
            watcher.State.Lost();
            watcher.Phase = WatchPhase.Waiting;
            if (resume.TokenRefused && _open is { } open)
            {
                calls.TokenRefused(open);
            }
            else
            {
                TimeSpan wait = Backoff.Doubling(Limits.WatchRetryFirst, Limits.WatchRetryLast, ++watcher.Refusals);
                watcher.Retry?.Dispose();
                watcher.Retry = calls.Time.CreateTimer(
                    _ => CreateAgain(watcher),
                    state: null,
                    Backoff.Spread(wait, calls.NextRandom()),
                    Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Lose(attempt, failure: null);
    }

    private void CreateAgain(EtcdWatcher watcher)
    {
        lock (_gate)
        {
            if (watcher.Phase is WatchPhase.Waiting && !_disposed)
            {
                calls.Instruments.Resumed();
                Enqueue(watcher);
                Advance();
            }
        }
    }

    private void Lose(Attempt attempt, EtcdException? failure)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_attempt, attempt))
            {
                return;
            }

            _open?.Call.Abort();
        }

        OnEnd(attempt, failure);
    }

    private void OnEnd(Attempt attempt, EtcdException? failure)
    {
        EtcdWatcher[] failed = [];
        lock (_gate)
        {
            if (!ReferenceEquals(_attempt, attempt))
            {
                return;
            }

            _attempt = null;
            _open = null;
            _live.Clear();
            _creating.Clear();
            _toCreate.Clear();
            if (failure is { Class: ErrorClass.Permanent, Status: not GrpcStatusCode.Unavailable })
            {
                failed = [.. _all];
            }
            else
            {
                WaitAll();
            }
        }

        foreach (EtcdWatcher watcher in failed)
        {
            EndWatch(watcher);
            watcher.Fail(failure!);
        }
    }

    private void WaitAll()
    {
        foreach (EtcdWatcher watcher in _all)
        {
            watcher.State.Lost();
            watcher.Id = null;
            // A detached one waits for its reader, not for the stream.
            if (watcher.Phase is not WatchPhase.Detached)
            {
                watcher.Phase = WatchPhase.Creating;
                _toCreate.Enqueue(watcher);
                calls.Instruments.Resumed();
            }
        }

        _failures++;
        TimeSpan wait = Backoff.Doubling(Limits.WatchRetryFirst, Limits.WatchRetryLast, _failures);
        RunAfter(_all.Count == 0 ? Limits.IdleStream : Backoff.Spread(wait, calls.NextRandom()));
    }
}
