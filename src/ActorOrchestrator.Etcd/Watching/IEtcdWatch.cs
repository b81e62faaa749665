
namespace ActorOrchestrator.Etcd;

/// <summary>Watches. All of a client's share one stream and its connection.</summary>
public interface IEtcdWatch
{
    /// <summary>Opens a watch. Returns at once; <see cref="IEtcdWatcher.Created"/> tells when the server has
    /// it.</summary>
    /// <exception cref="ArgumentException">The spec cannot be right.</exception>
    IEtcdWatcher Open(WatchSpec spec);

    /// <summary>Asks the server for the progress of the stream. A missing answer proves nothing for 10
    /// seconds.</summary>
    void RequestProgress();
}

/// <summary>One watch: it goes on over lost connections and ends only by its owner, or by compaction or
/// refusal.</summary>
public interface IEtcdWatcher : IAsyncDisposable
{
    /// <summary>Completes when the server has first confirmed the watch, with the header of that answer; fails like
    /// <see cref="ReadAllAsync"/> does.</summary>
    Task<ResponseHeader> Created { get; }

    /// <summary>The revision at which the watch would be resumed: all below has been delivered or was not asked for.
    /// 0 until it is known.</summary>
    long NextRevision { get; }

    /// <summary>Where the watch stands.</summary>
    WatchPhase Phase { get; }

    /// <summary>What the server sends, in the order of revisions. For one reader, once.</summary>
    /// <remarks>Ends without an exception when the watcher is disposed.</remarks>
    /// <exception cref="EtcdException">AO-ETC-0520, with <see cref="EtcdException.CompactRevision"/>: the history is
    /// gone, list anew. Others: the server refuses the watch.</exception>
    IAsyncEnumerable<WatchBatch> ReadAllAsync(CancellationToken cancellationToken = default);
}

/// <summary>What to watch.</summary>
/// <param name="Range">The keys.</param>
public sealed record WatchSpec(KeyRange Range)
{
    /// <summary>The first revision to deliver; 0 means from now on, see <see cref="IEtcdWatcher.Created"/>.</summary>
    public long StartRevision { get; init; }

    /// <summary>Whether events carry the pair before them.</summary>
    public bool PrevKv { get; init; }

    /// <summary>Leaves puts out.</summary>
    public bool NoPut { get; init; }

    /// <summary>Leaves deletes out.</summary>
    public bool NoDelete { get; init; }

    /// <summary>Whether progress is delivered as batches without events.</summary>
    public bool ProgressNotify { get; init; }

    /// <summary>Whether a revision that is too large to be put together may come in parts.</summary>
    /// <value>The default is false: such a watch fails with AO-ETC-0542.</value>
    public bool AllowPartial { get; init; }

    /// <summary>Events that wait for their reader.</summary>
    /// <value>The default is 10,000; 1 at least. Beyond it the watch is given up at the server and resumed
    /// later.</value>
    public int MaxBufferedEvents { get; init; } = 10_000;

    /// <summary>Bytes of events that wait for their reader.</summary>
    /// <value>The default is 32 MiB; 1 at least.</value>
    public long MaxBufferedBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Deadline and endpoint are not used; the token and the leader are.</summary>
    public CallOptions Call { get; init; }
}

/// <summary>Where a watch stands.</summary>
public enum WatchPhase
{
    /// <summary>Asked for, not confirmed.</summary>
    Creating,

    /// <summary>Events flow.</summary>
    Live,

    /// <summary>The stream was lost; it will be asked for again.</summary>
    Waiting,

    /// <summary>The reader is too slow; it will be asked for again when half of what waits was read.</summary>
    Detached,

    /// <summary>The server refused it, or its history is gone.</summary>
    Failed,

    /// <summary>Disposed.</summary>
    Closed,
}

/// <summary>Whole revisions, or progress when there is no event.</summary>
/// <param name="Events">In the order of revisions; of one revision, in the order of operations.</param>
/// <param name="Header">Of the last response it was made of. Its revision is the store's, not that of the
/// events.</param>
/// <param name="IsPartial">More of the last revision follows.</param>
public sealed record WatchBatch(IReadOnlyList<Event> Events, ResponseHeader Header, bool IsPartial)
{
    /// <summary>Whether the batch only says how far the watch has come.</summary>
    public bool IsProgress => Events.Count == 0;

    /// <summary>The last event's revision; 0 for progress.</summary>
    public long LastRevision => Events.Count == 0 ? 0 : Events[^1].Kv.ModRevision;

    /// <summary>The revision up to which everything has been delivered.</summary>
    /// <value>0 for the progress of a member that sends it out of order (etcd before 3.4.25 and 3.5.8): such progress
    /// only shows that the stream lives.</value>
    public long CompleteTo { get; init; }

    /// <summary>Events of the responses behind it that had been delivered before.</summary>
    internal int Dropped { get; init; }
}
