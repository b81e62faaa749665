using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>The single operations that change keys; several of them may share a revision.</summary>
internal sealed class StoreWriter(History history, LeaseTable leases)
{
    /// <summary>Stores a pair; the caller has checked that it can be done.</summary>
    public PutResponse Put(PutRequest request)
    {
        StoredVersion? old = history.Find(request.Key, history.Latest);
        long lease = request.IgnoreLease ? old!.Lease : request.Lease;
        ByteString value = request.IgnoreValue ? old!.Value : request.Value;
        history.Add(request.Key, version => version with
        {
            Create = old?.Create ?? version.Main,
            Version = (old?.Version ?? 0) + 1,
            Value = value,
            Lease = lease,
        });
        leases.Move(request.Key, from: old?.Lease ?? 0, to: lease);
        return new PutResponse { PrevKv = request.PrevKv ? old?.ToStored() : null };
    }

    /// <summary>Deletes a range, in the order of keys.</summary>
    public DeleteRangeResponse DeleteRange(DeleteRangeRequest request)
    {
        StoredVersion[] found = [.. history.Find(new KeyInterval(request.Key, request.RangeEnd), history.Latest)];
        foreach (StoredVersion old in found)
        {
            history.Add(old.Key, tombstone => tombstone);
            leases.Move(old.Key, from: old.Lease, to: 0);
        }

        var response = new DeleteRangeResponse { Deleted = found.Length };
        response.PrevKvs.AddRange(request.PrevKv ? found.Select(old => old.ToStored()) : []);
        return response;
    }
}
