using System.Globalization;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>The queue behind elections and locks: keys of leases under one name, the oldest first (Q1 to Q3).</summary>
internal sealed class KeyQueue(ModelKernel kernel)
{
    // Section 22: what a caller without a lease gets.
    private const long OwnTtlSeconds = 60;

    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(OwnTtlSeconds / 3);

    /// <summary>Takes a place in the queue and waits until it is the first.</summary>
    /// <returns>The place.</returns>
    /// <exception cref="ModelException">The lease is unknown, or the key was deleted by somebody else.</exception>
    public async Task<Place> EnterAsync(ModelCall call, ByteString name, long lease, ByteString value)
    {
        bool own = lease == 0;
        if (own)
        {
            var grant = new LeaseGrantRequest { TTL = OwnTtlSeconds };
            lease = ((LeaseGrantResponse)await kernel.ProposeAsync(call, grant).ConfigureAwait(false)).ID;
        }

        using ITimer? renewal = own
            ? kernel.Time.CreateTimer(_ => kernel.Leases.Renew(lease), null, RenewInterval, RenewInterval)
            : null;
        Place place = await JoinAsync(call, name, lease, value).ConfigureAwait(false);
        bool first = false;
        try
        {
            await WaitAsync(call, place).ConfigureAwait(false);
            first = true;
            return place;
        }
        finally
        {
            if (!first)
            {
                Withdraw(place);
            }
        }
    }

    /// <summary>The oldest key under a name; null if there is none.</summary>
    public KeyValue? First(Face face, ByteString name) => Find(face, new RangeRequest
    {
        SortTarget = RangeRequest.Types.SortTarget.Create,
        SortOrder = RangeRequest.Types.SortOrder.Ascend,
    }, name);

    /// <summary>A transaction on a key that must still be the one that was created at a revision.</summary>
    public static TxnRequest Guarded(ByteString key, long createRevision, RequestOp operation) => new()
    {
        Compare =
        {
            new Compare
            {
                Key = key,
                Target = Compare.Types.CompareTarget.Create,
                Result = Compare.Types.CompareResult.Equal,
                CreateRevision = createRevision,
            },
        },
        Success = { operation },
    };

    private async Task<Place> JoinAsync(ModelCall call, ByteString name, long lease, ByteString value)
    {
        var key = ByteString.CopyFromUtf8(string.Create(
            CultureInfo.InvariantCulture, $"{name.ToStringUtf8()}/{lease:x}"));
        var put = new PutRequest { Key = key, Value = value, Lease = lease };
        TxnRequest join = Guarded(key, 0, new RequestOp { RequestPut = put });
        join.Failure.Add(new RequestOp { RequestRange = new RangeRequest { Key = key } });
        TxnResponse joined;
        try
        {
            joined = (TxnResponse)await kernel.ProposeAsync(call, join).ConfigureAwait(false);
        }
        catch (ModelException refusal) when (refusal.Status is GrpcStatusCode.NotFound)
        {
            throw Refusal.Of(refusal.Error with { Status = GrpcStatusCode.Unknown });
        }

        if (joined.Succeeded)
        {
            return new Place(name, key, joined.Header.Revision, lease);
        }

        KeyValue existing = joined.Responses[0].ResponseRange.Kvs[0];
        var place = new Place(name, key, existing.CreateRevision, lease);
        if (!existing.Value.Equals(value))
        {
            await kernel.ProposeAsync(call, Guarded(key, place.Revision, new RequestOp { RequestPut = put }))
                .ConfigureAwait(false);
        }

        return place;
    }

    private async Task WaitAsync(ModelCall call, Place place)
    {
        while (true)
        {
            KeyValue? mine = Find(call.Face, new RangeRequest { Key = place.Key }, null);
            if (mine?.CreateRevision != place.Revision)
            {
                throw Refusal.Of(EtcdErrorTexts.ElectionNotLeader);
            }

            if (Before(call.Face, place) is not { } before)
            {
                return;
            }

            await kernel.ChangesOf(call.Face).NextAsync(
                change => change.Type is Event.Types.EventType.Delete
                    && (change.Kv.Key.Equals(before.Key) || change.Kv.Key.Equals(place.Key)),
                call.Gone).ConfigureAwait(false);
        }
    }

    // Q2: the one that was created last before this one.
    private KeyValue? Before(Face face, Place place) => Find(face, new RangeRequest
    {
        SortTarget = RangeRequest.Types.SortTarget.Create,
        SortOrder = RangeRequest.Types.SortOrder.Descend,
        MaxCreateRevision = place.Revision - 1,
    }, place.Name);

    private KeyValue? Find(Face face, RangeRequest request, ByteString? name)
    {
        if (name is not null)
        {
            var range = KeyRange.Prefix(ByteString.CopyFrom([.. name.Span, (byte)'/']));
            request.Key = range.Key;
            request.RangeEnd = range.End;
        }

        request.Limit = 1;
        request.Revision = kernel.RevisionAt(face);
        return kernel.Store.Range(request).Kvs.FirstOrDefault();
    }

    // Who went away while waiting must not come to lead.
    private void Withdraw(Place place)
    {
        var delete = new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = place.Key } };
        kernel.Write(Guarded(place.Key, place.Revision, delete), "a caller that went away");
    }

    /// <summary>A place in the queue.</summary>
    internal sealed record Place(ByteString Name, ByteString Key, long Revision, long Lease);
}
