using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <content>The log: what is proposed, and what comes of it.</content>
internal sealed partial class ModelKernel
{
    // What can be gone back to; a simulation that writes more must do without its oldest backups.
    private const int LogMax = 1_000_000;

    private readonly List<IMessage> _log = [];

    /// <summary>Checks a request as etcd does before it proposes it, waits for the leader, applies it, and waits for
    /// the member that was asked.</summary>
    /// <exception cref="ModelException">It is refused.</exception>
    public async Task<IMessage> ProposeAsync(ModelCall call, IMessage request)
    {
        AuthCaller caller = Enter(call, request);
        Store.CheckForm(request, caller);
        await Cluster.WaitServes(call.Face, isRead: false, call.Gone).ConfigureAwait(false);
        Cluster.RaftIndex++;
        Auth.Check(caller, request, Store);
        IMessage response = Commit(request, $"{call.Client} {call.Method.Name}");
        long revision = Store.Revision;
        await call.Face.WaitApplied(revision, call.Gone).ConfigureAwait(false);
        return WithHeader(response, call.Face, revision);
    }

    /// <summary>Applies an entry that some other client or the leader has proposed.</summary>
    public IMessage Write(IMessage request, string who)
    {
        Cluster.RaftIndex++;
        return Commit(request, who);
    }

    /// <summary>Who asks.</summary>
    public AuthCaller Enter(ModelCall call, IMessage request)
    {
        string? token = Auth.Enabled ? Tokens.Touch(call.Face, call.Token) : call.Token;
        return Auth.Enter(token, request);
    }

    /// <summary>The store as it was at a revision, made anew from the log.</summary>
    public ModelStore StoreAt(long revision) => Replay(revision, out _);

    /// <summary>Fills in the header of a response.</summary>
    /// <param name="response">Any response that has one.</param>
    /// <param name="face">The member that answers.</param>
    /// <param name="revision">0 leaves it out.</param>
    public IMessage WithHeader(IMessage response, Face face, long revision)
    {
        FieldDescriptor field = response.Descriptor.FindFieldByName("header");
        field.Accessor.SetValue(response, Header(face, revision));
        return response;
    }

    public ResponseHeader Header(Face face, long revision) => new()
    {
        ClusterId = Cluster.Id,
        MemberId = face.Id,
        RaftTerm = Cluster.Term,
        Revision = revision,
    };

    // Up to the entry that reached the revision: what came later without moving it is not in the backup.
    private ModelStore Replay(long revision, out int entries)
    {
        var store = new ModelStore(Limits);
        entries = 0;
        while (store.Revision < revision && entries < _log.Count)
        {
            Apply(store, _log[entries]);
            entries++;
        }

        return store.Revision == revision
            ? store
            : throw new InvalidOperationException(
                $"The state of revision {revision} is not there any more: the log of the model has {LogMax} entries.");
    }

    private static (IMessage Response, ImmutableArray<Event> Events) Apply(ModelStore store, IMessage request)
    {
        switch (request)
        {
            case PutRequest put:
                Applied<PutResponse> stored = store.Put(put);
                return (stored.Response, stored.Events);
            case DeleteRangeRequest delete:
                Applied<DeleteRangeResponse> deleted = store.DeleteRange(delete);
                return (deleted.Response, deleted.Events);
            case TxnRequest txn:
                Applied<TxnResponse> done = store.Txn(txn);
                return (done.Response, done.Events);
            case LeaseRevokeRequest revoke:
                Applied<LeaseRevokeResponse> revoked = store.Revoke(revoke.ID);
                return (revoked.Response, revoked.Events);
            case LeaseGrantRequest grant:
                return (store.Grant(grant, () => grant.ID), []);
            case CompactionRequest compaction:
                store.Compact(compaction.Revision);
                return (new CompactionResponse(), []);
            default:
                throw new ArgumentException($"{request.Descriptor.Name} is not an entry.", nameof(request));
        }
    }

    private IMessage Commit(IMessage request, string who)
    {
        RefuseByAlarms(request);
        if (request is LeaseGrantRequest { ID: 0 } grant)
        {
            // P1: chosen before it is proposed, so that all members take the same.
            request = new LeaseGrantRequest(grant) { ID = FreeLeaseId() };
        }

        (IMessage response, ImmutableArray<Event> events) = Apply(Store, request);
        Remember(request);

        FollowLeases(response, request);
        if (!events.IsEmpty)
        {
            History.Wrote(Store.Revision, events, who);
            foreach (Face face in Cluster.Faces.ToArray())
            {
                face.Commit(Store.Revision, events);
            }

            Faults.OnRevision(Store.Revision);
        }

        return response;
    }

    // A log that has lost its end is of no use: then there are no backups of what follows.
    private void Remember(IMessage request)
    {
        if (_log.Count < LogMax)
        {
            _log.Add(request);
        }
    }

    private long FreeLeaseId()
    {
        long id = NextLeaseId();
        while (Store.HasLease(id))
        {
            id = NextLeaseId();
        }

        return id;
    }

    private void FollowLeases(IMessage response, IMessage request)
    {
        if (response is LeaseGrantResponse granted)
        {
            Leases.Granted(granted.ID, granted.TTL);
        }
        else if (request is LeaseRevokeRequest revoked)
        {
            Leases.Ended(revoked.ID);
        }
    }

    private void ExpireLease(long id) => Write(new LeaseRevokeRequest { ID = id }, $"expiry of lease {id:x}");

    private void RefuseByAlarms(IMessage request)
    {
        if (Alarms.Has(AlarmType.Corrupt))
        {
            throw Refusal.Of(EtcdErrorTexts.CorruptCluster);
        }

        if (QuotaCost.Of(request) == 0)
        {
            return;
        }

        if (Store.WouldExceedQuota(request))
        {
            Alarms.Raise(Cluster.Leader!.Id, AlarmType.Nospace);
        }

        if (Alarms.Has(AlarmType.Nospace))
        {
            throw Refusal.Of(EtcdErrorTexts.NoSpace);
        }
    }
}
