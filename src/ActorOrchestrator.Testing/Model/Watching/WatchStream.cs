using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Watching;

/// <summary>The watches of one call.</summary>
internal sealed partial class WatchStream : IServerStream
{
    // Section 24
    private const int WatchersMax = 100_000;

    private readonly ModelKernel _kernel;
    private readonly WatchHub _hub;
    private readonly ModelCall _call;
    private readonly SortedDictionary<long, ModelWatcher> _watchers = [];
    private readonly ITimer _ticker;
    private readonly WatchOutlet _outlet;
    private readonly RequestQueue _requests;
    private long _nextId;
    private bool _progressAsked;

    public WatchStream(ModelKernel kernel, WatchHub hub, ModelCall call)
    {
        _kernel = kernel;
        _hub = hub;
        _call = call;
        _outlet = new WatchOutlet(kernel, call);
        _requests = new RequestQueue(kernel, call, request =>
        {
            Serve((WatchRequest)request);
            return Task.FromResult<IMessage?>(null);
        });
        TimeSpan interval = kernel.Options.ProgressInterval;
        _ticker = kernel.Time.CreateTimer(_ => Face.Inbound(Tick), null, interval, interval);
    }

    public bool IsOver { get; private set; }

    /// <summary>Whether the client does not read.</summary>
    public bool IsBlocked => _call.IsBlocked;

    public IEnumerable<ModelWatcher> Watchers => _watchers.Values;

    private Face Face => _call.Face;

    public void OnRequest(IMessage request) => _requests.Add(request);

    // G13
    public void OnHalfClose() => _requests.HalfClose();

    public void OnGone()
    {
        IsOver = true;
        _requests.Clear();
        _ticker.Dispose();
        _hub.Close(this);
    }

    /// <summary>H4: events of a revision that was just applied, for the watches that keep up.</summary>
    public void Notify(long revision, ImmutableArray<Event> events)
    {
        foreach (ModelWatcher watcher in _watchers.Values.ToArray())
        {
            if (!watcher.IsSynced || watcher.Next > revision)
            {
                continue;
            }

            if (IsBlocked)
            {
                // H5: what the stream cannot take now is looked up later.
                _hub.FallBehind(watcher);
                continue;
            }

            watcher.Next = revision + 1;
            SendEvents(watcher, events);
        }

        AnswerProgress();
    }

    /// <summary>F7: the history that the watch still needs is gone.</summary>
    public void CancelCompacted(ModelWatcher watcher)
    {
        Remove(watcher);
        Send(watcher, new WatchResponse
        {
            Header = _kernel.Header(Face, revision: 0),
            WatchId = watcher.Id,
            Canceled = true,
            CompactRevision = _kernel.Store.CompactRevision,
        });
    }

    /// <summary>The member ends a watch of its own will.</summary>
    public void CancelFor(ModelWatcher watcher, string reason)
    {
        Remove(watcher);
        Send(watcher, new WatchResponse
        {
            Header = Header(),
            WatchId = watcher.Id,
            Canceled = true,
            CancelReason = reason,
        });
    }

    private void Serve(WatchRequest message)
    {
        switch (message.RequestUnionCase)
        {
            case WatchRequest.RequestUnionOneofCase.CreateRequest:
                Create(message.CreateRequest);
                break;
            case WatchRequest.RequestUnionOneofCase.CancelRequest:
                Cancel(message.CancelRequest.WatchId);
                break;
            case WatchRequest.RequestUnionOneofCase.ProgressRequest:
                AskProgress();
                break;
            default:
                // etcd passes over what it does not know, so that newer clients work.
                break;
        }
    }

    private void Create(WatchCreateRequest request)
    {
        long current = Face.Applied;
        if (WhyRefused(request) is { } reason)
        {
            Send(null, new WatchResponse
            {
                Header = Header(),
                WatchId = -1,
                Created = true,
                Canceled = true,
                CancelReason = reason,
            });
            return;
        }

        // H2: synced if it starts after everything, behind else.
        bool behind = request.StartRevision > 0 && request.StartRevision <= current;
        long next = request.StartRevision > 0 ? request.StartRevision : current + 1;
        var watcher = new ModelWatcher(this, TakeId(request.WatchId), request, next) { IsSynced = !behind };
        _watchers.Add(watcher.Id, watcher);

        // H3: nothing of a watch before this.
        Send(watcher, new WatchResponse { Header = Header(), WatchId = watcher.Id, Created = true });
        if (behind)
        {
            _hub.FallBehind(watcher);
        }
    }

    // H1
    private string? WhyRefused(WatchCreateRequest request)
    {
        try
        {
            _kernel.Auth.Check(_kernel.Enter(_call, request), request, _kernel.Store);
        }
        catch (ModelException refusal)
        {
            return $"rpc error: code = {GoName(refusal.Status)} desc = {refusal.Text}";
        }

        return request switch
        {
            { StartRevision: < 0 } => EtcdErrorTexts.Compacted.Text,
            _ when ModelWatcher.KeysOf(request).IsEmpty => "mvcc: watcher range is empty",
            _ when request.WatchId != 0 && _watchers.ContainsKey(request.WatchId) =>
                "mvcc: duplicate watch ID provided on the WatchStream",
            _ when _watchers.Count >= WatchersMax => "too many watches",
            _ => null,
        };
    }

    private static string GoName(GrpcStatusCode status) =>
        status is GrpcStatusCode.Cancelled ? "Canceled" : status.ToString();

    private long TakeId(long wanted)
    {
        if (wanted != 0)
        {
            return wanted;
        }

        while (_watchers.ContainsKey(_nextId))
        {
            _nextId++;
        }

        return _nextId++;
    }

    private void Cancel(long id)
    {
        // H3: unknown ids are passed over without a word.
        if (_watchers.TryGetValue(id, out ModelWatcher? watcher))
        {
            Remove(watcher);
            Send(watcher, new WatchResponse { Header = Header(), WatchId = id, Canceled = true });
        }
    }

    private void Remove(ModelWatcher watcher)
    {
        watcher.IsCanceled = true;
        _watchers.Remove(watcher.Id);
    }

    private ResponseHeader Header() => _kernel.Header(Face, Face.Applied);
}
