using System.Buffers;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Watching;

/// <content>What comes from the server, and what a lost stream means.</content>
internal sealed partial class WatchStream
{
    private void OnMessage(Attempt attempt, ReadOnlySequence<byte> message)
    {
        WatchResponse response;
        try
        {
            response = WatchResponse.Parser.ParseFrom(message);
            response.Header ??= new ResponseHeader();
        }
        catch (InvalidProtocolBufferException e)
        {
            // Nothing after it can be trusted to be complete.
            Lose(attempt, WatchFailures.Unreadable(e));
            return;
        }

        if (response.Created)
        {
            OnCreated(attempt, response);
        }
        else if (response.WatchId == -1)
        {
            foreach (EtcdWatcher watcher in LiveOf(attempt))
            {
                OnStep(attempt, watcher, response, message.Length);
            }
        }
        else if (Find(attempt, response.WatchId) is { } watcher)
        {
            OnStep(attempt, watcher, response, message.Length);
        }
    }

    private void OnCreated(Attempt attempt, WatchResponse response)
    {
        EtcdWatcher? watcher;
        WatchStep step = WatchStep.Nothing.Instance;
        lock (_gate)
        {
            if (!ReferenceEquals(_attempt, attempt) || !_creating.TryDequeue(out watcher))
            {
                return;
            }

            if (watcher.Phase is not WatchPhase.Creating)
            {
                // Closed meanwhile: now it has an id by which it can be cancelled.
                if (!response.Canceled)
                {
                    SendCancel(response.WatchId);
                }

                watcher = null;
            }
            else
            {
                step = watcher.State.Created(response);
                if (!response.Canceled)
                {
                    watcher.Id = response.WatchId;
                    watcher.Phase = WatchPhase.Live;
                    _live[response.WatchId] = watcher;
                }
            }

            Advance();
        }

        if (watcher is not null && step is WatchStep.Nothing)
        {
            watcher.Confirm(response.Header);
        }
        else if (watcher is not null)
        {
            Finish(attempt, watcher, step);
        }
    }

    private void OnStep(Attempt attempt, EtcdWatcher watcher, WatchResponse response, long bytes)
    {
        WatchStep step;
        bool detached = false;
        lock (_gate)
        {
            if (!ReferenceEquals(_attempt, attempt) || watcher.Phase is not WatchPhase.Live)
            {
                return;
            }

            step = watcher.State.Received(response, bytes, _progressIsSafe);
            if (step is WatchStep.Deliver deliver)
            {
                _failures = 0;
                watcher.Refusals = 0;
                if (watcher.TryTake(deliver))
                {
                    watcher.State.Delivered(deliver);
                }
                else
                {
                    detached = true;
                    Detach(watcher);
                }
            }
            else if (response.Canceled)
            {
                _live.Remove(response.WatchId);
                watcher.Id = null;
            }
        }

        Finish(attempt, watcher, step);
        if (detached)
        {
            calls.Instruments.Detached();
            Detached(calls.Log, "AO-ETC-0541", watcher.Spec.MaxBufferedEvents, watcher.NextRevision);
        }
    }

    // W8: cancelled at the server, and created again where it stopped when the reader has caught up.
    private void Detach(EtcdWatcher watcher)
    {
        watcher.Phase = WatchPhase.Detached;
        watcher.State.Lost();
        CancelAtServer(watcher);
    }

    // Outside the gate: readers may run in here.
    private void Finish(Attempt attempt, EtcdWatcher watcher, WatchStep step)
    {
        switch (step)
        {
            case WatchStep.Deliver deliver:
                calls.Instruments.Delivered(deliver.Batch.Events.Count);
                calls.Instruments.Dropped(deliver.Batch.Dropped);
                watcher.Signal();
                break;
            case WatchStep.Fail fail:
                EndWatch(watcher);
                watcher.Fail(fail.Failure);
                break;
            case WatchStep.Resume resume:
                ResumeOne(attempt, watcher, resume);
                break;
            case WatchStep.Nothing:
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step}.");
        }
    }

    private EtcdWatcher? Find(Attempt attempt, long id)
    {
        lock (_gate)
        {
            return ReferenceEquals(_attempt, attempt) ? _live.GetValueOrDefault(id) : null;
        }
    }

    private EtcdWatcher[] LiveOf(Attempt attempt)
    {
        lock (_gate)
        {
            return ReferenceEquals(_attempt, attempt) ? [.. _live.Values] : [];
        }
    }
}
