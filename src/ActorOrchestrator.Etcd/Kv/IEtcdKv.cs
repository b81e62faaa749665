namespace ActorOrchestrator.Etcd;

/// <summary>Keys and transactions.</summary>
/// <remarks>
/// Requests and responses are etcd's own messages, with every field. A response belongs to the caller. A request must
/// not be changed before its call has ended, since it may be sent again.
/// </remarks>
public interface IEtcdKv
{
    /// <summary>Reads keys. Repeated by the client when a try is lost.</summary>
    /// <exception cref="EtcdException">AO-ETC-0520: the revision is compacted. AO-ETC-0521: it is not there
    /// yet.</exception>
    ValueTask<RangeResponse> RangeAsync(
        RangeRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Writes a key.</summary>
    /// <exception cref="EtcdException">Of class Ambiguous when the answer was lost: it is not sent again.</exception>
    ValueTask<PutResponse> PutAsync(
        PutRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Deletes keys; deleting nothing is no error.</summary>
    /// <exception cref="EtcdException">Of class Ambiguous when the answer was lost: it is not sent again.</exception>
    ValueTask<DeleteRangeResponse> DeleteRangeAsync(
        DeleteRangeRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Compares, and then does one of two lists of operations. That the compares fail is an answer.</summary>
    /// <exception cref="EtcdException">Of class Ambiguous when the answer was lost: it is not sent again.</exception>
    ValueTask<TxnResponse> TxnAsync(
        TxnRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Drops the history before a revision.</summary>
    ValueTask<CompactionResponse> CompactAsync(
        CompactionRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Reads a range in pages, all at the revision of the first one.</summary>
    /// <exception cref="EtcdException">AO-ETC-0520: that revision was compacted meanwhile; begin anew.</exception>
    IAsyncEnumerable<RangePage> RangePagesAsync(
        KeyRange range, PagingOptions? paging = null, CancellationToken cancellationToken = default);
}

/// <summary>How a range is cut into pages.</summary>
public sealed record PagingOptions
{
    /// <summary>Keys of a page.</summary>
    /// <value>The default is 1,000; 1 to 10,000.</value>
    public int PageSize { get; init; } = 1_000;

    /// <summary>The revision to read at; 0 takes the store's when the first page is read.</summary>
    public long Revision { get; init; }

    /// <summary>Leaves the values out.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>Options of each of the calls.</summary>
    public CallOptions Call { get; init; }
}

/// <summary>Part of a range.</summary>
/// <param name="Revision">The revision of all pages.</param>
/// <param name="Kvs">In the order of keys.</param>
/// <param name="More">Whether a page follows.</param>
/// <param name="Header">The header of this page's response.</param>
public sealed record RangePage(long Revision, IReadOnlyList<KeyValue> Kvs, bool More, ResponseHeader Header);
