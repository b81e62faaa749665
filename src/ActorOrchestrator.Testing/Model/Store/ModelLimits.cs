namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>The bounds of the model's store, with etcd's defaults.</summary>
internal sealed record ModelLimits
{
    /// <summary>F1: operations of a transaction, in each of its lists.</summary>
    /// <value>The default is 128, inclusive.</value>
    public int MaxTxnOps { get; init; } = 128;

    /// <summary>F3: bytes of an encoded proposal.</summary>
    /// <value>The default is 1,572,864, inclusive.</value>
    public int MaxRequestBytes { get; init; } = 1_572_864;

    /// <summary>Section 16: bytes of stored data at which writes are refused.</summary>
    /// <value>The default is 2 GiB; a negative value means no quota.</value>
    public long QuotaBytes { get; init; } = 2L << 30;

    /// <summary>P1: the shortest time to live of a lease, in seconds; shorter ones are raised to it.</summary>
    /// <value>The default is 2 seconds.</value>
    public long MinLeaseTtl { get; init; } = 2;
}
