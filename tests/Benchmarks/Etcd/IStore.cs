using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Protocol;

namespace Benchmarks.Etcd;

/// <summary>The calls that are compared.</summary>
internal interface IStore : IAsyncDisposable
{
    ValueTask<PutResponse> PutAsync(PutRequest request);

    ValueTask<RangeResponse> RangeAsync(RangeRequest request);

    ValueTask<TxnResponse> TxnAsync(TxnRequest request);

    /// <summary>Reads events from a revision on until there were as many.</summary>
    Task WatchAsync(KeyRange range, long from, int events);
}

/// <summary>Our client.</summary>
internal sealed class ClientStore(EtcdClient client) : IStore
{
    public ValueTask<PutResponse> PutAsync(PutRequest request) => client.Kv.PutAsync(request);

    public ValueTask<RangeResponse> RangeAsync(RangeRequest request) => client.Kv.RangeAsync(request);

    public ValueTask<TxnResponse> TxnAsync(TxnRequest request) => client.Kv.TxnAsync(request);

    public async Task WatchAsync(KeyRange range, long from, int events)
    {
        await using IEtcdWatcher watcher = client.Watch.Open(new WatchSpec(range) { StartRevision = from });
        await foreach (WatchBatch batch in watcher.ReadAllAsync().ConfigureAwait(false))
        {
            events -= batch.Events.Count;
            if (events <= 0)
            {
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
