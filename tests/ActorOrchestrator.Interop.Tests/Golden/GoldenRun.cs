using Google.Protobuf;

namespace ActorOrchestrator.Interop.Tests.Golden;

/// <summary>Takes steps through a client, and writes down what it answers, with ids and terms masked.</summary>
internal sealed class GoldenRun(IEtcdClient client) : IAsyncDisposable
{
    // Behind all other keys, so that every watch that has no end sees it.
    private static readonly ByteString Sentinel = ByteString.CopyFrom(0xFF, 0xFF, 0xFF);

    // A failure is the answer that is compared; repeating it changes nothing but the time it takes.
    private static readonly CallOptions Once = new() { Repeat = RepeatRule.Never };

    private readonly List<(WatchSpec Spec, IAsyncEnumerator<WatchBatch>? Batches, IEtcdWatcher Watcher)> _watches = [];

    /// <summary>The transcript: what was asked, and what came.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Takes a step.</summary>
    /// <returns>The answers to calls, unmasked; null for a refusal.</returns>
    public async Task<IMessage?> TakeAsync(GoldenStep step)
    {
        switch (step)
        {
            case GoldenStep.Call call:
                return await CallAsync(call.Request);
            case GoldenStep.Watch watch:
                IEtcdWatcher watcher = client.Watch.Open(watch.Spec);
                _watches.Add((watch.Spec, watcher.ReadAllAsync().GetAsyncEnumerator(), watcher));
                Lines.Add($"watch {_watches.Count} {watch.Spec.Range.Key.ToBase64()} {watch.Spec.StartRevision}");
                return null;
            case GoldenStep.Sync:
                return await SyncAsync();
            default:
                throw new ArgumentException($"Unknown step {step}.", nameof(step));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach ((_, _, IEtcdWatcher watcher) in _watches)
        {
            await watcher.DisposeAsync();
        }
    }

    private async Task<IMessage?> CallAsync(IMessage request)
    {
        IMessage? response = null;
        string answer;
        try
        {
            response = await SendAsync(request);
            answer = Masked(response).ToString()!;
        }
        catch (EtcdException refused)
        {
            answer = $"{refused.Code} {refused.Status} {refused.Text}";
        }

        Lines.Add($"{request.Descriptor.Name} {request}\n  {answer}");
        return response;
    }

    private async Task<IMessage> SendAsync(IMessage request) => request switch
    {
        PutRequest put => await client.Kv.PutAsync(put, Once),
        RangeRequest range => await client.Kv.RangeAsync(range, Once),
        DeleteRangeRequest delete => await client.Kv.DeleteRangeAsync(delete, Once),
        TxnRequest txn => await client.Kv.TxnAsync(txn, Once),
        CompactionRequest compaction => await client.Kv.CompactAsync(compaction, Once),
        LeaseGrantRequest grant => await client.Lease.GrantAsync(grant, Once),
        LeaseRevokeRequest revoke => await client.Lease.RevokeAsync(revoke.ID, Once),
        LeaseTimeToLiveRequest ttl => await client.Lease.TimeToLiveAsync(ttl.ID, ttl.Keys, Once),
        LeaseLeasesRequest => await client.Lease.LeasesAsync(Once),
        HashKVRequest hash => await client.Maintenance.HashKvAsync(hash.Revision, Once),
        _ => throw new ArgumentException($"Unknown request {request.Descriptor.Name}.", nameof(request)),
    };

    // The sentinel is put and deleted: one of the two passes each filter, and what comes after it is for the next sync.
    private async Task<IMessage> SyncAsync()
    {
        await client.Kv.PutAsync(new PutRequest { Key = Sentinel });
        DeleteRangeResponse last = await client.Kv.DeleteRangeAsync(new DeleteRangeRequest { Key = Sentinel });
        for (int i = 0; i < _watches.Count; i++)
        {
            (WatchSpec spec, IAsyncEnumerator<WatchBatch>? batches, IEtcdWatcher watcher) = _watches[i];
            if (batches is not null && !await ReadAsync(i, batches, last.Header.Revision - (spec.NoDelete ? 1 : 0)))
            {
                _watches[i] = (spec, null, watcher);
            }
        }

        return last;
    }

    private async Task<bool> ReadAsync(int index, IAsyncEnumerator<WatchBatch> batches, long until)
    {
        try
        {
            long seen = 0;
            while (seen < until)
            {
                Assert.True(await batches.MoveNextAsync());
                Lines.AddRange(batches.Current.Events.Select(change => $"event {index + 1} {change}"));
                seen = batches.Current.LastRevision;
            }

            return true;
        }
        catch (EtcdException ended)
        {
            Lines.Add($"end {index + 1} {ended.Code} {ended.CompactRevision}");
            return false;
        }
    }

    private static IMessage Masked(IMessage response)
    {
        switch (response)
        {
            case LeaseTimeToLiveResponse ttl:
                ttl = ttl.Clone();
                ttl.TTL = Math.Min(ttl.TTL, 1);
                ByteString[] keys = [.. ttl.Keys.OrderBy(key => key.ToBase64(), StringComparer.Ordinal)];
                ttl.Keys.Clear();
                ttl.Keys.AddRange(keys);
                response = ttl;
                break;
            case LeaseLeasesResponse leases:
                LeaseStatus[] ordered = [.. leases.Leases.OrderBy(lease => lease.ID)];
                response = leases = new LeaseLeasesResponse { Header = leases.Header, Leases = { ordered } };
                break;
            case HashKVResponse hash:
                // 3.6 also tells the revision of the hash.
                response = new HashKVResponse
                {
                    Header = hash.Header,
                    Hash = hash.Hash,
                    CompactRevision = hash.CompactRevision,
                };
                break;
            default:
                break;
        }

        ResponseHeader header = ((IEtcdResponse)response).Header;
        (header.ClusterId, header.MemberId, header.RaftTerm) = (0, 0, 0);
        return response;
    }
}
