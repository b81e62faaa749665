namespace ActorOrchestrator.Etcd;

/// <summary>Status, hashes, snapshots, alarms. What concerns one member asks <see
/// cref="CallOptions.Endpoint"/>.</summary>
public interface IEtcdMaintenance
{
    /// <summary>Version, size, leader and raft state of the member that is asked.</summary>
    ValueTask<StatusResponse> StatusAsync(
        CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Hash of all pairs up to a revision; 0 is the newest.</summary>
    ValueTask<HashKVResponse> HashKvAsync(
        long revision = 0, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Hash of the member's whole storage.</summary>
    ValueTask<HashResponse> HashAsync(CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Gives back space; an etcd member does not serve meanwhile.</summary>
    ValueTask<DefragmentResponse> DefragmentAsync(
        CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Alarms: shows, raises or ends them.</summary>
    ValueTask<AlarmResponse> AlarmAsync(
        AlarmRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Hands the leadership of raft to another member; the present leader must be asked.</summary>
    ValueTask<MoveLeaderResponse> MoveLeaderAsync(
        ulong targetId, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Prepares or ends a downgrade of the cluster.</summary>
    ValueTask<DowngradeResponse> DowngradeAsync(
        DowngradeRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>The member's storage as a stream of blobs. A slow reader slows the server down; nothing piles
    /// up.</summary>
    IAsyncEnumerable<SnapshotResponse> SnapshotAsync(
        CallOptions options = default, CancellationToken cancellationToken = default);
}

/// <summary>Members of the cluster.</summary>
public interface IEtcdCluster
{
    /// <summary>All members, started or not.</summary>
    ValueTask<MemberListResponse> MemberListAsync(
        bool linearizable = true, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Adds a member, or a learner.</summary>
    ValueTask<MemberAddResponse> MemberAddAsync(
        MemberAddRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Removes a member for ever.</summary>
    ValueTask<MemberRemoveResponse> MemberRemoveAsync(
        ulong memberId, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Changes a member's peer URLs.</summary>
    ValueTask<MemberUpdateResponse> MemberUpdateAsync(
        MemberUpdateRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Makes a learner a voting member.</summary>
    ValueTask<MemberPromoteResponse> MemberPromoteAsync(
        ulong memberId, CallOptions options = default, CancellationToken cancellationToken = default);
}
