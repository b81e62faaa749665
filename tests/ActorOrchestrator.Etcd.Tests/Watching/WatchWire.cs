using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>Plays the server of watch streams by hand, in the words of the tests.</summary>
internal sealed class WatchWire
{
    private int _answered;
    private long _nextId;

    public WatchWire(Action<EtcdClientOptions>? change = null) => Client = Hand.Client(Time, change, endpoints: 2);

    public VirtualTime Time { get; } = new();

    public HandTransport Hand { get; } = new();

    public EtcdClient Client { get; }

    /// <summary>The watch streams, oldest first.</summary>
    public IReadOnlyList<HandCall> Streams => [.. Hand.Calls.Where(c => c.Head.Method == EtcdMethods.Watch)];

    public HandCall Stream => Streams[^1];

    public static IReadOnlyList<WatchCreateRequest> Creates(HandCall stream) =>
        [.. stream.Sent.Cast<WatchRequest>().Select(r => r.CreateRequest).OfType<WatchCreateRequest>()];

    public static IReadOnlyList<long> Cancels(HandCall stream) =>
    [
        .. stream.Sent.Cast<WatchRequest>().Select(r => r.CancelRequest).OfType<WatchCancelRequest>()
            .Select(r => r.WatchId),
    ];

    /// <summary>Answers the oldest create of the newest stream that has no answer.</summary>
    /// <returns>The id of the watch.</returns>
    public long Confirm(long header = 10)
    {
        _answered++;
        long id = _nextId++;
        Stream.Message(new WatchResponse { WatchId = id, Created = true, Header = Header(header) });
        return id;
    }

    public void ConfirmAll(long header = 10)
    {
        while (_answered < Creates(Stream).Count)
        {
            Confirm(header);
        }
    }

    /// <summary>Sends one event for each revision, as one response.</summary>
    public void Events(long id, params long[] revisions)
    {
        var response = new WatchResponse { WatchId = id, Header = Header(1_000) };
        response.Events.AddRange(revisions.Select(r => new Event
        {
            Kv = new KeyValue { Key = ByteString.CopyFromUtf8("k"), ModRevision = r },
        }));
        Stream.Message(response);
    }

    public void Cancel(long id, string reason = "", long compact = 0) => Stream.Message(new WatchResponse
    {
        WatchId = id,
        Canceled = true,
        CancelReason = reason,
        CompactRevision = compact,
        Header = Header(0),
    });

    /// <summary>Cuts the stream and waits until it is opened again.</summary>
    public void Cut()
    {
        int before = Streams.Count;
        Stream.Lose(SendState.MaybeSent);
        _answered = 0;
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(before + 1, Streams.Count);
    }

    /// <summary>Reads in the background, in virtual time on this thread.</summary>
    public static Reading Read(IEtcdWatcher watcher)
    {
        // The runner's context would take what continues to another thread, out of virtual time.
        SynchronizationContext.SetSynchronizationContext(null);
        return new Reading(watcher);
    }

    private static ResponseHeader Header(long revision) => new() { ClusterId = 1, MemberId = 1, Revision = revision };
}

/// <summary>What a reader has got so far, and how it ended.</summary>
internal sealed class Reading
{
    private readonly Task _task;

    public Reading(IEtcdWatcher watcher) => _task = RunAsync(watcher);

    public List<long> Revisions { get; } = [];

    public List<WatchBatch> Batches { get; } = [];

    public bool IsOver => _task.IsCompleted;

    public EtcdException? Failure => _task.Exception?.InnerException as EtcdException;

    private async Task RunAsync(IEtcdWatcher watcher)
    {
        await foreach (WatchBatch batch in watcher.ReadAllAsync())
        {
            Batches.Add(batch);
            Revisions.AddRange(batch.Events.Select(e => e.Kv.ModRevision));
        }
    }
}
