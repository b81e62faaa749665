using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>Proves which tenure or hold of a lock something belongs to: each is later than all before it.</summary>
/// <remarks>
/// Whoever guards something outside of etcd remembers the highest <see cref="CreateRevision"/> that it has seen, and
/// refuses what comes with a lower one. It stays the same when the value of the key changes (Q4).
/// </remarks>
/// <param name="Key">The candidate key.</param>
/// <param name="CreateRevision">The store revision at which the key was created; it rises from holder to
/// holder.</param>
/// <param name="LeaseId">The lease that the key vanishes with.</param>
public sealed record FencingToken(ByteString Key, long CreateRevision, long LeaseId)
{
    /// <summary>The condition that the tenure lasts: makes any transaction fail once the key is gone.</summary>
    public Compare Guard() => new()
    {
        Key = Key,
        Target = Compare.Types.CompareTarget.Create,
        Result = Compare.Types.CompareResult.Equal,
        CreateRevision = CreateRevision,
    };
}
