using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>The usual calls, with texts as UTF-8.</summary>
public static class EtcdKvExtensions
{
    /// <summary>The pair of a key; null if it is absent.</summary>
    public static async ValueTask<KeyValue?> GetAsync(
        this IEtcdKv kv, string key, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        RangeResponse response =
            await kv.GetAsync(KeyRange.Single(key), options, cancellationToken).ConfigureAwait(false);
        return response.Kvs.FirstOrDefault();
    }

    /// <summary>All pairs of a range, at once: see <see cref="IEtcdKv.RangePagesAsync"/> for large ones.</summary>
    public static ValueTask<RangeResponse> GetAsync(
        this IEtcdKv kv, KeyRange range, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        var request = new RangeRequest { Key = range.Key, RangeEnd = range.End, Serializable = options.Serializable };
        return kv.RangeAsync(request, options, cancellationToken);
    }

    /// <summary>Writes a key.</summary>
    /// <param name="kv">The keys.</param>
    /// <param name="key">Not empty.</param>
    /// <param name="value">Empty is a value.</param>
    /// <param name="lease">The lease that the key ends with; 0 for none, which also detaches it.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Gives the call up; it may have been applied.</param>
    public static ValueTask<PutResponse> PutAsync(
        this IEtcdKv kv,
        string key,
        string value,
        long lease = 0,
        CallOptions options = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        var request = new PutRequest
        {
            Key = KeyRange.Single(key).Key,
            Value = ByteString.CopyFromUtf8(value),
            Lease = lease,
        };
        return kv.PutAsync(request, options, cancellationToken);
    }

    /// <summary>Deletes keys.</summary>
    public static ValueTask<DeleteRangeResponse> DeleteAsync(
        this IEtcdKv kv, KeyRange range, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        var request = new DeleteRangeRequest { Key = range.Key, RangeEnd = range.End };
        return kv.DeleteRangeAsync(request, options, cancellationToken);
    }

    /// <summary>Deletes a key.</summary>
    public static ValueTask<DeleteRangeResponse> DeleteAsync(
        this IEtcdKv kv, string key, CallOptions options = default, CancellationToken cancellationToken = default) =>
        kv.DeleteAsync(KeyRange.Single(key), options, cancellationToken);

    /// <summary>Drops the history before a revision.</summary>
    public static ValueTask<CompactionResponse> CompactAsync(
        this IEtcdKv kv, long revision, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        return kv.CompactAsync(new CompactionRequest { Revision = revision }, options, cancellationToken);
    }
}
