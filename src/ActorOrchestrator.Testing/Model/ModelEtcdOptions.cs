using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Model;

/// <summary>What the cluster of a <see cref="ModelEtcd"/> is like. The defaults are etcd's own.</summary>
public sealed record ModelEtcdOptions
{
    /// <summary>From which all ids and tokens are drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many voting members there are.</summary>
    /// <value>The default is 1; 1 to 7.</value>
    public int Members { get; init; } = 1;

    /// <summary>How long a message is on its way between client and member, in each direction.</summary>
    /// <value>The default is 1 millisecond; zero or more.</value>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long members wait for a silent leader.</summary>
    /// <value>The default is 1 second; above zero.</value>
    public TimeSpan ElectionTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time to live of a lease; shorter ones are raised to it (F10).</summary>
    /// <value>Seconds. The default is 2.</value>
    public long MinLeaseTtl { get; init; } = 2;

    /// <summary>Operations of a transaction, in each of its lists (F1).</summary>
    /// <value>The default is 128, inclusive.</value>
    public int MaxTxnOps { get; init; } = 128;

    /// <summary>Bytes of an encoded proposal (F3).</summary>
    /// <value>The default is 1,572,864, inclusive.</value>
    public int MaxRequestBytes { get; init; } = 1_572_864;

    /// <summary>Bytes of stored data at which writes are refused and the NOSPACE alarm is raised.</summary>
    /// <value>The default is 2 GiB; a negative value means no quota.</value>
    public long QuotaBytes { get; init; } = 2L << 30;

    /// <summary>How often a watch that asked for it hears of progress while nothing happens (H9).</summary>
    /// <value>The default is 10 minutes; above zero.</value>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What becomes of a request for progress while a watch is behind.</summary>
    public UnsyncedProgress UnsyncedProgress { get; init; }

    /// <summary>The version that <c>Status</c> shows: clients decide by it.</summary>
    public string Version { get; init; } = "3.5.30";

    /// <summary>How long a connection attempt lasts when nobody answers.</summary>
    /// <value>The default is 2 seconds, as the client's own.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After how long of silence an open connection counts as dead.</summary>
    /// <value>The default is 15 seconds: the client's ping interval and the time it waits for the answer.</value>
    public TimeSpan DeadConnectionAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What goes wrong, and when.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>How many messages the history keeps; the oldest go first, and are counted.</summary>
    /// <value>The default is 1,000,000; zero keeps none.</value>
    public int HistoryMax { get; init; } = 1_000_000;

    internal void Check()
    {
        Require(Members is >= 1 and <= 7, nameof(Members), Members, "1 to 7");
        Require(Latency >= TimeSpan.Zero, nameof(Latency), Latency, "zero or more");
        Require(ElectionTimeout > TimeSpan.Zero, nameof(ElectionTimeout), ElectionTimeout, "above zero");
        Require(ProgressInterval > TimeSpan.Zero, nameof(ProgressInterval), ProgressInterval, "above zero");
        Require(HistoryMax >= 0, nameof(HistoryMax), HistoryMax, "zero or more");
        Require(Version.Length > 0, nameof(Version), Version, "not empty");
    }

    private static void Require(bool holds, string name, object value, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} = {value}. Allowed: {allowed}.");
        }
    }
}
