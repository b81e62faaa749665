using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Serving;

namespace ActorOrchestrator.Testing.Model.Watching;

/// <summary>Where the responses of a watch stream leave: late, in parts, again, or not at all, as faults want
/// it.</summary>
/// <remarks>What waits keeps its order: per watch, and before an answer that speaks for all watches.</remarks>
internal sealed class WatchOutlet(ModelKernel kernel, ModelCall call)
{
    // H5: a stream on which so much waits is given up.
    private const int WaitingMax = 100_000;
    private const int RememberedMax = 16;
    private const long AllWatches = -1;

    private readonly List<WatchResponse> _waiting = [];
    private readonly Dictionary<long, long> _heldUntil = [];
    private readonly Dictionary<long, List<WatchResponse>> _sent = [];
    private long _mutedUntil;

    /// <summary>Sends a response without events.</summary>
    public void Send(WatchResponse response) => Queue(response);

    /// <summary>Sends a response with events.</summary>
    public void SendEvents(ModelWatcher watcher, WatchResponse response)
    {
        List<WatchResponse> parts = [response];
        foreach (Fault.OfWatch fault in kernel.Faults.OnEvents(call, watcher))
        {
            switch (fault)
            {
                case Fault.WatchDelay delay when delay.WholeStream:
                    _mutedUntil = Math.Max(_mutedUntil, In(delay.By));
                    break;
                case Fault.WatchDelay delay:
                    _heldUntil[watcher.Id] = Math.Max(_heldUntil.GetValueOrDefault(watcher.Id), In(delay.By));
                    kernel.Time.After(delay.By, Flush);
                    break;
                case Fault.WatchSplit split:
                    parts = [.. parts.SelectMany(part => WatchParts.Of(part, split.Fragments && watcher.Fragments))];
                    break;
                case Fault.WatchRepeat repeat:
                    parts.AddRange([.. Remembered(watcher).Concat(parts).TakeLast(repeat.Count)]);
                    break;
                case Fault.WatchOld:
                    parts.InsertRange(0, Remembered(watcher).Take(1));
                    break;
                case Fault.WatchSilence silence:
                    _mutedUntil = silence.Duration == TimeSpan.Zero ? long.MaxValue : In(silence.Duration);
                    break;
                case Fault.WatchCancel cancel:
                    watcher.Stream.CancelFor(watcher, cancel.Reason);
                    return;
                case Fault.WatchBreak broken:
                    Break(broken.Text);
                    return;
                default:
                    throw new ArgumentException($"{fault} is not a fault of watches.", nameof(watcher));
            }
        }

        foreach (WatchResponse part in parts)
        {
            Remember(watcher, part);
            Queue(part);
        }
    }

    private long In(TimeSpan time) => kernel.Time.Now + time.Ticks;

    private void Break(string? text)
    {
        if (text is null)
        {
            call.Break(CallFailure.Lost, "the stream was reset");
        }
        else
        {
            EtcdError error = EtcdErrorTexts.Find(GrpcStatusCode.Unknown, text);
            call.End(error.Status, text);
        }
    }

    private List<WatchResponse> Remembered(ModelWatcher watcher) => _sent.GetValueOrDefault(watcher.Id, []);

    private void Remember(ModelWatcher watcher, WatchResponse response)
    {
        if (!_sent.TryGetValue(watcher.Id, out List<WatchResponse>? sent))
        {
            _sent[watcher.Id] = sent = [];
        }

        if (sent.Count >= RememberedMax)
        {
            sent.RemoveAt(0);
        }

        sent.Add(response);
    }

    private void Queue(WatchResponse response)
    {
        bool isFree = _waiting.Count == 0 && _mutedUntil <= kernel.Time.Now && !IsHeld(response.WatchId);
        if (isFree)
        {
            call.Respond(response);
            return;
        }

        if (_waiting.Count >= WaitingMax)
        {
            Break(null);
            return;
        }

        _waiting.Add(response);
        Flush();
    }

    private bool IsHeld(long id) => _heldUntil.Count > 0 && _heldUntil.GetValueOrDefault(id) > kernel.Time.Now;

    private void Flush()
    {
        long now = kernel.Time.Now;
        if (_mutedUntil > now)
        {
            if (_mutedUntil != long.MaxValue)
            {
                kernel.Time.After(new TimeSpan(_mutedUntil - now), Flush);
            }

            return;
        }

        WatchResponse[] all = [.. _waiting];
        _waiting.Clear();
        var held = new HashSet<long>();
        foreach (WatchResponse response in all)
        {
            long id = response.WatchId;
            if (IsHeld(id) || held.Contains(id) || (id == AllWatches && held.Count > 0))
            {
                held.Add(id);
                _waiting.Add(response);
            }
            else
            {
                call.Respond(response);
            }
        }
    }
}
