using System.Runtime.CompilerServices;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Kv;

/// <summary>Keys and transactions.</summary>
internal sealed class KvClient(IEtcdCalls calls) : IEtcdKv
{
    public ValueTask<RangeResponse> RangeAsync(
        RangeRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Range, request, options, cancellationToken);

    public ValueTask<PutResponse> PutAsync(
        PutRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Put, request, options, cancellationToken);

    public ValueTask<DeleteRangeResponse> DeleteRangeAsync(
        DeleteRangeRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.DeleteRange, request, options, cancellationToken);

    public ValueTask<TxnResponse> TxnAsync(
        TxnRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Txn, request, options, cancellationToken);

    public ValueTask<CompactionResponse> CompactAsync(
        CompactionRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Compact, request, options, cancellationToken);

    public IAsyncEnumerable<RangePage> RangePagesAsync(
        KeyRange range, PagingOptions? paging, CancellationToken cancellationToken)
    {
        paging ??= new PagingOptions();
        if (paging.PageSize is < 1 or > Limits.PageKeys)
        {
            throw new ArgumentOutOfRangeException(
                nameof(paging), paging.PageSize, $"PageSize is 1 to {Limits.PageKeys}; 1,000 is the default.");
        }

        return PagesAsync(range, paging, cancellationToken);
    }

    private async IAsyncEnumerable<RangePage> PagesAsync(
        KeyRange range, PagingOptions paging, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new RangeRequest
        {
            Key = range.Key,
            RangeEnd = range.End,
            Limit = paging.PageSize,
            KeysOnly = paging.KeysOnly,
            Revision = paging.Revision,
        };
        while (true)
        {
            RangeResponse response = await calls.UnaryAsync(
                EtcdMethods.Range, request, paging.Call, cancellationToken).ConfigureAwait(false);
            // The header shows the newest revision, which is where the first page was read, and not the later ones.
            long revision = request.Revision > 0 ? request.Revision : response.Header.Revision;
            yield return new RangePage(revision, response.Kvs, response.More, response.Header);
            if (!response.More || response.Kvs.Count == 0)
            {
                yield break;
            }

            // A request is not changed while it may still be sent, so the next page has one of its own.
            request = new RangeRequest(request) { Key = After(response.Kvs[^1].Key), Revision = revision };
        }
    }

    // The least key above another is that key and a zero byte.
    private static ByteString After(ByteString key)
    {
        byte[] next = new byte[key.Length + 1];
        key.Span.CopyTo(next);
        return UnsafeByteOperations.UnsafeWrap(next);
    }
}
