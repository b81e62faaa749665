namespace ActorOrchestrator.Etcd;

/// <summary>Everything of the client that can grow, repeat or wait has its bound here.</summary>
internal static class Limits
{
    /// <summary>More are refused at once with AO-ETC-0624: a queue that long would only be waited in.</summary>
    public const int CallsInFlight = 10_000;

    /// <summary>Of a client; a cluster has seven members at most.</summary>
    public const int Endpoints = 64;

    /// <summary>Of a client.</summary>
    public const int Watches = 100_000;

    /// <summary>Then a second stream is opened: one loses its watches all at once.</summary>
    public const int WatchesOfAStream = 1_000;

    /// <summary>Creates in flight while a lost stream's watches come back.</summary>
    public const int CreatesInFlight = 100;

    /// <summary>A reassembly of fragments above this is delivered revision by revision.</summary>
    public const long FragmentBytes = 64L * 1024 * 1024;

    /// <summary>Keys of a page.</summary>
    public const int PageKeys = 10_000;

    /// <summary>Tries of a call.</summary>
    public const int Tries = 10;

    /// <summary>Finished call objects that are kept for the next calls, for each method.</summary>
    public const int PooledCalls = 256;

    /// <summary>Of a body that is no gRPC, in the message of an error.</summary>
    public const int QuotedBytes = 128;

    /// <summary>Blobs of a snapshot that wait for their reader, in bytes.</summary>
    public const int SnapshotBuffer = 1024 * 1024;

    /// <summary>First wait before a call is repeated; it doubles.</summary>
    public static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(25);

    /// <summary>Longest wait before a call is repeated.</summary>
    public static readonly TimeSpan RetryLast = TimeSpan.FromSeconds(3);

    /// <summary>First pause of an endpoint that failed; it doubles.</summary>
    public static readonly TimeSpan CoolDownFirst = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause of an endpoint that failed.</summary>
    public static readonly TimeSpan CoolDownLast = TimeSpan.FromSeconds(10);

    /// <summary>First wait before a lost watch stream is opened again; it doubles.</summary>
    public static readonly TimeSpan WatchRetryFirst = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait before a lost watch stream is opened again.</summary>
    public static readonly TimeSpan WatchRetryLast = TimeSpan.FromSeconds(5);

    /// <summary>How long a stream without watches stays open.</summary>
    public static readonly TimeSpan IdleStream = TimeSpan.FromSeconds(5);

    /// <summary>Sessions of a client: each asks for its lease three times in a TTL, on one stream.</summary>
    public const int Sessions = 100_000;

    /// <summary>First wait before a lost keep-alive stream is opened again; it doubles.</summary>
    public static readonly TimeSpan KeepAliveRetryFirst = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest wait before it: shorter than the margin of most leases.</summary>
    public static readonly TimeSpan KeepAliveRetryLast = TimeSpan.FromSeconds(1);

    /// <summary>The revoke of a closed session; its TTL, if that is shorter.</summary>
    public static readonly TimeSpan CloseSession = TimeSpan.FromSeconds(5);

    /// <summary>How long a candidate that gives up tries to take its key along; then the lease does it (Q8).</summary>
    public static readonly TimeSpan LeaveQueue = TimeSpan.FromSeconds(5);

    /// <summary>First wait before a campaign or a resignation asks again; it doubles.</summary>
    public static readonly TimeSpan CampaignRetryFirst = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait before it.</summary>
    public static readonly TimeSpan CampaignRetryLast = TimeSpan.FromSeconds(2);
}
