using System.Text;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>The keys that a request is about.</summary>
internal static class RequestKeys
{
    public static IEnumerable<ByteString> Of(IMessage request, ModelStore store) => request switch
    {
        RangeRequest range => [range.Key],
        PutRequest put => [put.Key],
        DeleteRangeRequest delete => [delete.Key],
        TxnRequest txn => OfTxn(txn),
        WatchRequest { CreateRequest: { } create } => [create.Key],
        LeaseKeepAliveRequest keepAlive => store.KeysOf(keepAlive.ID),
        LeaseRevokeRequest revoke => store.KeysOf(revoke.ID),
        LeaseTimeToLiveRequest timeToLive => store.KeysOf(timeToLive.ID),
        CampaignRequest campaign => [campaign.Name],
        LeaderRequest leader => [leader.Name],
        ProclaimRequest { Leader: { } leader } => [leader.Key],
        ResignRequest { Leader: { } leader } => [leader.Key],
        LockRequest wanted => [wanted.Name],
        UnlockRequest held => [held.Key],
        _ => [],
    };

    public static bool StartsWith(ByteString key, string prefix) =>
        key.Span.StartsWith(Encoding.UTF8.GetBytes(prefix));

    private static IEnumerable<ByteString> OfTxn(TxnRequest txn) => txn.Compare.Select(compare => compare.Key)
        .Concat(txn.Success.Concat(txn.Failure).SelectMany(OfOperation));

    private static IEnumerable<ByteString> OfOperation(RequestOp operation) => operation.RequestCase switch
    {
        RequestOp.RequestOneofCase.RequestRange => [operation.RequestRange.Key],
        RequestOp.RequestOneofCase.RequestPut => [operation.RequestPut.Key],
        RequestOp.RequestOneofCase.RequestDeleteRange => [operation.RequestDeleteRange.Key],
        RequestOp.RequestOneofCase.RequestTxn => OfTxn(operation.RequestTxn),
        _ => [],
    };
}
