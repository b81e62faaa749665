using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>The keys, revisions and leases of the model etcd: data only, no clock, no members, no watches.</summary>
/// <remarks>
/// An oracle: it is written to be obvious, not fast. Every method is one entry of etcd's log, or a read between two of
/// them. Requests are not kept and answers are not shared, so callers may change both; not thread-safe.
/// </remarks>
internal sealed class ModelStore
{
    private readonly History _history;
    private readonly LeaseTable _leases;
    private readonly StoreWriter _writer;

    /// <summary>An empty store.</summary>
    public ModelStore(ModelLimits limits)
        : this(limits, new History(), new LeaseTable())
    {
    }

    private ModelStore(ModelLimits limits, History history, LeaseTable leases)
    {
        Limits = limits;
        _history = history;
        _leases = leases;
        _writer = new StoreWriter(history, leases);
    }

    /// <summary>The bounds that requests are checked against.</summary>
    public ModelLimits Limits { get; }

    /// <summary>The current revision; 1 in a new store.</summary>
    public long Revision => _history.Revision;

    /// <summary>The last compacted revision; −1 before the first compaction, as HashKV shows it (M7).</summary>
    public long CompactRevision => _history.CompactRevision;

    /// <summary>Bytes of what is stored.</summary>
    public long SizeInUse => _history.Size + ((long)_leases.Count * QuotaCost.OfLease);

    /// <summary>Bytes of an etcd's file, which the quota counts: it shrinks by defragmenting only.</summary>
    public long SizeAllocated { get; private set; }

    /// <summary>The ids of all live leases, ascending.</summary>
    public IReadOnlyCollection<long> Leases => _leases.Ids;

    /// <summary>T6: whether a transaction only reads, in both branches, and so needs no proposal.</summary>
    public static bool IsReadOnly(TxnRequest request) =>
        request.Success.Concat(request.Failure).All(operation => operation.RequestRange is not null);

    /// <summary>T6: whether a read-only transaction may be answered from what a member has.</summary>
    public static bool IsSerializable(TxnRequest request) =>
        request.Success.Concat(request.Failure).All(operation => operation.RequestRange is { Serializable: true });

    /// <summary>
    /// What etcd checks before it proposes, and before it looks at the caller's permissions: keys, options, numbers of
    /// operations, duplicates, then the size of the proposal (F1 to F3). The other methods check it again.
    /// </summary>
    /// <remarks>Ask before the token is looked at, and again with the caller: a bad form is told first.</remarks>
    /// <param name="request">Any request; those without such rules pass.</param>
    /// <param name="caller">Who asks: the name counts for the size.</param>
    /// <exception cref="ModelException">The request is refused.</exception>
    public void CheckForm(IMessage request, AuthCaller caller = default)
    {
        RequestForm.Check(request, Limits.MaxTxnOps);
        bool isProposed = request is not RangeRequest && !(request is TxnRequest txn && IsReadOnly(txn));
        if (isProposed && ProposalSize.Of(request, caller) > Limits.MaxRequestBytes)
        {
            throw new ModelException(EtcdErrorTexts.RequestTooLarge);
        }
    }

    /// <summary>Reads, now or at an old revision.</summary>
    /// <returns>The answer without a header.</returns>
    /// <exception cref="ModelException">No key, a compacted or a future revision.</exception>
    public RangeResponse Range(RangeRequest request)
    {
        CheckForm(request);
        return RangeReading.Read(_history, request);
    }

    /// <summary>Stores a pair.</summary>
    /// <exception cref="ModelException">Bad form, no such lease, or no value or lease to keep.</exception>
    public Applied<PutResponse> Put(PutRequest request)
    {
        CheckForm(request);
        if (request.Lease != 0 && !_leases.Has(request.Lease))
        {
            throw new ModelException(EtcdErrorTexts.LeaseNotFound);
        }

        if ((request.IgnoreValue || request.IgnoreLease) && _history.Find(request.Key, Revision) is null)
        {
            throw new ModelException(EtcdErrorTexts.KeyNotFound);
        }

        return Close(_writer.Put(request));
    }

    /// <summary>Deletes a range. Deleting nothing uses up no revision (F5).</summary>
    /// <exception cref="ModelException">No key, or too large.</exception>
    public Applied<DeleteRangeResponse> DeleteRange(DeleteRangeRequest request)
    {
        CheckForm(request);
        return Close(_writer.DeleteRange(request));
    }

    /// <summary>Compares and then does one of two lists of operations, all or none (T1 to T5).</summary>
    /// <returns>The answer with inner headers as in T2; the outer header is missing.</returns>
    /// <exception cref="ModelException">Bad form, or any of its operations cannot be done; then none was.</exception>
    public Applied<TxnResponse> Txn(TxnRequest request)
    {
        CheckForm(request);
        var run = new TxnRun(_history, _leases, request);
        run.Check();
        return Close(run.Run());
    }

    /// <summary>M7: forgets what was replaced or deleted up to a revision.</summary>
    /// <exception cref="ModelException">The revision is compacted already, or in the future.</exception>
    public void Compact(long revision)
    {
        if (revision <= CompactRevision)
        {
            throw new ModelException(EtcdErrorTexts.Compacted);
        }

        if (revision > Revision)
        {
            throw new ModelException(EtcdErrorTexts.FutureRevision);
        }

        _history.Compact(revision);
    }

    /// <summary>The events from a revision on that are not compacted, one array a revision, oldest first.</summary>
    /// <param name="revision">The first revision; from the compact revision on everything is there (F7).</param>
    /// <param name="keys">Revisions without an event in this range are left out.</param>
    /// <returns>Events with <c>kv</c> only (W12). Do not write while enumerating.</returns>
    public IEnumerable<ImmutableArray<Event>> EventsFrom(long revision, KeyInterval keys) => _history.From(revision)
        .Select(versions => versions.Where(version => keys.Contains(version.Key)))
        .Select(versions => versions.Select(version => version.ToEvent()).ToImmutableArray())
        .Where(events => !events.IsEmpty);

    /// <summary>H7: the pair before an event; null for a creation, or when that revision is compacted.</summary>
    public KeyValue? PrevKv(Event change)
    {
        long before = change.Kv.ModRevision - 1;
        bool isCreation = change.Kv.CreateRevision == change.Kv.ModRevision;
        return isCreation || before < CompactRevision ? null : _history.Find(change.Kv.Key, before)?.ToStored();
    }

    /// <summary>M9: etcd's hash of the history up to a revision.</summary>
    /// <param name="revision">0 for the current one.</param>
    /// <param name="compactRevision">The last compacted revision, −1 before the first.</param>
    /// <exception cref="ModelException">The revision is compacted or in the future.</exception>
    public uint HashKv(long revision, out long compactRevision)
    {
        compactRevision = CompactRevision;
        return HistoryHash.Of(_history, revision < 0 ? revision : _history.Readable(revision));
    }

    /// <summary>P1: makes a lease.</summary>
    /// <param name="request">Id 0 asks for a new one; a TTL below the minimum is raised to it.</param>
    /// <param name="nextId">Gives positive ids that are not taken.</param>
    /// <returns>The answer without a header: the id, and the TTL in force in seconds.</returns>
    /// <exception cref="ModelException">The id is taken, or the TTL too large.</exception>
    public LeaseGrantResponse Grant(LeaseGrantRequest request, Func<long> nextId)
    {
        long id = request.ID == 0 ? nextId() : request.ID;
        _leases.Grant(id, request.TTL, Limits.MinLeaseTtl);
        SizeAllocated = Math.Max(SizeAllocated, SizeInUse);
        return new LeaseGrantResponse { ID = id, TTL = GrantedTtl(id) };
    }

    /// <summary>Ends a lease, asked for or expired: all its keys go in one revision, in byte order (F10).</summary>
    /// <exception cref="ModelException">No such lease.</exception>
    public Applied<LeaseRevokeResponse> Revoke(long leaseId)
    {
        if (!HasLease(leaseId))
        {
            throw new ModelException(EtcdErrorTexts.LeaseNotFound);
        }

        foreach (ByteString key in KeysOf(leaseId))
        {
            _writer.DeleteRange(new DeleteRangeRequest { Key = key });
        }

        _leases.Remove(leaseId);
        return Close(new LeaseRevokeResponse());
    }

    /// <summary>Whether a lease is there.</summary>
    public bool HasLease(long leaseId) => _leases.Has(leaseId);

    /// <summary>The TTL that was granted, in seconds; 0 for an unknown lease (P6).</summary>
    public long GrantedTtl(long leaseId) => _leases.Ttl(leaseId);

    /// <summary>The keys of a lease in byte order; none for an unknown lease.</summary>
    public IReadOnlyList<ByteString> KeysOf(long leaseId) => _leases.Keys(leaseId);

    /// <summary>Section 16: whether a put, a transaction with a put, or a grant would reach the quota.</summary>
    /// <param name="request">Other requests never do.</param>
    public bool WouldExceedQuota(IMessage request) =>
        Limits.QuotaBytes >= 0
        && QuotaCost.Of(request) is > 0 and var cost
        && SizeAllocated + cost >= Limits.QuotaBytes;

    /// <summary>Gives back the bytes that compactions freed.</summary>
    public void Defragment() => SizeAllocated = SizeInUse;

    /// <summary>An independent copy, as a backup would be.</summary>
    public ModelStore Clone() =>
        new(Limits, _history.Clone(), _leases.Clone()) { SizeAllocated = SizeAllocated };

    private Applied<T> Close<T>(T response)
    {
        ImmutableArray<Event> events = _history.Close();
        SizeAllocated = Math.Max(SizeAllocated, SizeInUse);
        return new Applied<T>(response, events);
    }
}
