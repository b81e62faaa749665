using System.Globalization;
using ActorOrchestrator.Etcd.Protocol;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>The requests of a queue of candidates, with keys as etcd's own recipes have them (Q1). Pure.</summary>
internal static class QueueRequests
{
    /// <summary>All candidates: <c>{name}/</c>.</summary>
    public static KeyRange Candidates(string name) => KeyRange.Prefix(name + "/");

    /// <summary>A candidate: <c>{name}/{lease id in lower-case hexadecimal, without padding}</c>.</summary>
    public static ByteString Candidate(string name, long leaseId) =>
        ByteString.CopyFromUtf8(string.Create(CultureInfo.InvariantCulture, $"{name}/{leaseId:x}"));

    /// <summary>Q1: takes the place at the end, or finds the place that the lease has already.</summary>
    public static TxnRequest Enter(ByteString key, ByteString value, long leaseId) => new()
    {
        Compare = { new FencingToken(key, 0, leaseId).Guard() },
        Success = { Put(key, value, leaseId) },
        Failure = { new RequestOp { RequestRange = new RangeRequest { Key = key } } },
    };

    /// <summary>Q2, Q3: proves the own key, and reads who is directly before it and who is first.</summary>
    public static TxnRequest Look(FencingToken own, KeyRange candidates)
    {
        RangeRequest predecessor = Ordered(candidates, RangeRequest.Types.SortOrder.Descend);
        predecessor.MaxCreateRevision = own.CreateRevision - 1;
        return new TxnRequest
        {
            Compare = { own.Guard() },
            Success =
            {
                new RequestOp { RequestRange = predecessor },
                new RequestOp { RequestRange = First(candidates) },
            },
        };
    }

    /// <summary>Who was created first.</summary>
    public static RangeRequest First(KeyRange candidates) =>
        Ordered(candidates, RangeRequest.Types.SortOrder.Ascend);

    /// <summary>Q5: changes the value, if the key is still the same.</summary>
    public static TxnRequest Proclaim(FencingToken own, ByteString value) => new()
    {
        Compare = { own.Guard() },
        Success = { Put(own.Key, value, own.LeaseId) },
    };

    /// <summary>Q5: deletes the key, if it is still the same.</summary>
    public static TxnRequest Resign(FencingToken own) => new()
    {
        Compare = { own.Guard() },
        Success = { Delete(own.Key) },
    };

    /// <summary>Deletes the key of a lease when it is not known whether, and when, it was created.</summary>
    public static TxnRequest Withdraw(ByteString key, long leaseId) => new()
    {
        Compare =
        {
            new Compare
            {
                Key = key,
                Target = Compare.Types.CompareTarget.Lease,
                Result = Compare.Types.CompareResult.Equal,
                Lease = leaseId,
            },
        },
        Success = { Delete(key) },
    };

    private static RequestOp Put(ByteString key, ByteString value, long leaseId) =>
        new() { RequestPut = new PutRequest { Key = key, Value = value, Lease = leaseId } };

    private static RequestOp Delete(ByteString key) =>
        new() { RequestDeleteRange = new DeleteRangeRequest { Key = key } };

    private static RangeRequest Ordered(KeyRange candidates, RangeRequest.Types.SortOrder order) => new()
    {
        Key = candidates.Key,
        RangeEnd = candidates.End,
        Limit = 1,
        SortTarget = RangeRequest.Types.SortTarget.Create,
        SortOrder = order,
    };
}
