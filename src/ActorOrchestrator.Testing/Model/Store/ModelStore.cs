using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>The keys, revisions and leases of the model etcd: data only, no clock, no members, no watches.</summary>
/// <remarks>
/// An oracle: it is written to be obvious, not fast. Every method is one entry of etcd's log, or a read between two of
/// them. Requests are not kept and answers are not shared, so callers may change both; not thread-safe.
/// </remarks>
internal sealed class ModelStore(ModelLimits limits)
{
    /// <summary>The bounds that requests are checked against.</summary>
    public ModelLimits Limits { get; } = limits;

    /// <summary>The current revision; 1 in a new store.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>The last compacted revision; −1 before the first compaction, as HashKV shows it (M7).</summary>
    public long CompactRevision { get; private set; } = -1;

    /// <summary>Bytes of the stored records, which the quota counts.</summary>
    public long SizeInUse => throw new NotSupportedException();

    /// <summary>The ids of all live leases, ascending.</summary>
    public IReadOnlyCollection<long> Leases => throw new NotSupportedException();

    /// <summary>
    /// What etcd checks before it proposes, and before it looks at the caller's permissions: keys, options, numbers of
    /// operations, duplicates, then the size of the proposal (F1 to F3). The other methods check it again.
    /// </summary>
    /// <param name="request">Any request; those without such rules pass.</param>
    /// <exception cref="ModelException">The request is refused.</exception>
    public void CheckForm(IMessage request) => throw new NotSupportedException();

    /// <summary>T6: whether a transaction only reads, in both branches, and so needs no proposal.</summary>
    public static bool IsReadOnly(TxnRequest request) => throw new NotSupportedException();

    /// <summary>T6: whether all reads of a read-only transaction are serializable.</summary>
    public static bool IsSerializable(TxnRequest request) => throw new NotSupportedException();

    /// <summary>Reads, now or at an old revision.</summary>
    /// <returns>The answer without a header.</returns>
    /// <exception cref="ModelException">No key, a compacted or a future revision.</exception>
    public RangeResponse Range(RangeRequest request) => throw new NotSupportedException();

    /// <summary>Stores a pair.</summary>
    /// <exception cref="ModelException">Bad form, unknown lease, or nothing there whose value or lease to keep.</exception>
    public Applied<PutResponse> Put(PutRequest request) => throw new NotSupportedException();

    /// <summary>Deletes a range. Deleting nothing uses up no revision (F5).</summary>
    /// <exception cref="ModelException">No key, or too large.</exception>
    public Applied<DeleteRangeResponse> DeleteRange(DeleteRangeRequest request) => throw new NotSupportedException();

    /// <summary>Compares and then does one of two lists of operations, all or none (T1 to T5).</summary>
    /// <returns>The answer with inner headers as in T2; the outer header is missing.</returns>
    /// <exception cref="ModelException">Bad form, or any of its operations cannot be done; then none was.</exception>
    public Applied<TxnResponse> Txn(TxnRequest request) => throw new NotSupportedException();

    /// <summary>M7: forgets what was replaced or deleted up to a revision.</summary>
    /// <exception cref="ModelException">The revision is compacted already, or in the future.</exception>
    public void Compact(long revision) => throw new NotSupportedException();

    /// <summary>The events from a revision on that are not compacted, one array a revision, oldest first.</summary>
    /// <param name="revision">The first revision; from the compact revision on everything is there (F7).</param>
    /// <param name="keys">Revisions without an event in this range are left out.</param>
    /// <returns>Shared events with <c>kv</c> only (W12); do not change them. Do not write while enumerating.</returns>
    public IEnumerable<ImmutableArray<Event>> EventsFrom(long revision, KeyInterval keys) =>
        throw new NotSupportedException();

    /// <summary>H7: the pair before an event; null for a creation, or when that revision is compacted.</summary>
    public KeyValue? PrevKv(Event change) => throw new NotSupportedException();

    /// <summary>M9: etcd's hash of the history up to a revision.</summary>
    /// <param name="revision">0 for the current one.</param>
    /// <param name="compactRevision">The last compacted revision, −1 before the first.</param>
    /// <exception cref="ModelException">The revision is compacted or in the future.</exception>
    public uint HashKv(long revision, out long compactRevision) => throw new NotSupportedException();

    /// <summary>P1: makes a lease.</summary>
    /// <param name="request">Id 0 asks for a new one; a TTL below the minimum is raised to it.</param>
    /// <param name="nextId">Gives positive ids; asked again while the id is taken.</param>
    /// <returns>The answer without a header: the id, and the TTL in force in seconds.</returns>
    /// <exception cref="ModelException">The id is taken, or the TTL too large.</exception>
    public LeaseGrantResponse Grant(LeaseGrantRequest request, Func<long> nextId) => throw new NotSupportedException();

    /// <summary>Ends a lease, asked for or expired: all its keys go in one revision, in byte order (F10).</summary>
    /// <exception cref="ModelException">No such lease.</exception>
    public Applied<LeaseRevokeResponse> Revoke(long leaseId) => throw new NotSupportedException();

    /// <summary>Whether a lease is there.</summary>
    public bool HasLease(long leaseId) => throw new NotSupportedException();

    /// <summary>The TTL that was granted, in seconds; 0 for an unknown lease (P6).</summary>
    public long GrantedTtl(long leaseId) => throw new NotSupportedException();

    /// <summary>The keys of a lease in byte order; none for an unknown lease.</summary>
    public IReadOnlyList<ByteString> KeysOf(long leaseId) => throw new NotSupportedException();

    /// <summary>Section 16: whether a put, a transaction with a put, or a grant would reach the quota.</summary>
    /// <param name="request">Other requests never do.</param>
    public bool WouldExceedQuota(IMessage request) => throw new NotSupportedException();

    /// <summary>An independent copy, as a backup would be.</summary>
    public ModelStore Clone() => throw new NotSupportedException();
}
