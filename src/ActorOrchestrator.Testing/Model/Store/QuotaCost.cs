using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Section 16: what a request may add to the size of the store, as the quota counts it.</summary>
internal static class QuotaCost
{
    /// <summary>What a lease costs.</summary>
    public const int OfLease = 64;

    private const int OfPair = 256;

    /// <summary>Bytes; 0 for what always passes.</summary>
    public static long Of(IMessage request) => request switch
    {
        PutRequest put => OfPair + put.Key.Length + put.Value.Length,
        LeaseGrantRequest => OfLease,
        TxnRequest txn => Math.Max(txn.Success.Sum(Of), txn.Failure.Sum(Of)),
        _ => 0,
    };

    private static long Of(RequestOp operation) => operation switch
    {
        { RequestPut: { } put } => Of(put),
        { RequestTxn: { } nested } => Of(nested),
        _ => 0,
    };
}
