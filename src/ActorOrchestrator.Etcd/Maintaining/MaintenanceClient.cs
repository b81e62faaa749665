using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Maintaining;

/// <summary>Status, hashes, snapshots, alarms.</summary>
internal sealed class MaintenanceClient(IEtcdCalls calls) : IEtcdMaintenance
{
    public ValueTask<StatusResponse> StatusAsync(CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Status, new StatusRequest(), options, cancellationToken);

    public ValueTask<HashKVResponse> HashKvAsync(
        long revision, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(
            EtcdMethods.HashKV, new HashKVRequest { Revision = revision }, options, cancellationToken);

    public ValueTask<HashResponse> HashAsync(CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Hash, new HashRequest(), options, cancellationToken);

    public ValueTask<DefragmentResponse> DefragmentAsync(CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Defragment, new DefragmentRequest(), options, cancellationToken);

    public ValueTask<AlarmResponse> AlarmAsync(
        AlarmRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Alarm, request, options, cancellationToken);

    public ValueTask<MoveLeaderResponse> MoveLeaderAsync(
        ulong targetId, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(
            EtcdMethods.MoveLeader, new MoveLeaderRequest { TargetID = targetId }, options, cancellationToken);

    public ValueTask<DowngradeResponse> DowngradeAsync(
        DowngradeRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Downgrade, request, options, cancellationToken);

    public IAsyncEnumerable<SnapshotResponse> SnapshotAsync(CallOptions options, CancellationToken cancellationToken) =>
        SnapshotReader.ReadAsync(calls, options, cancellationToken);
}
