using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Maintaining;

/// <summary>Members of the cluster.</summary>
internal sealed class ClusterClient(IEtcdCalls calls) : IEtcdCluster
{
    public ValueTask<MemberListResponse> MemberListAsync(
        bool linearizable, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(
            EtcdMethods.MemberList, new MemberListRequest { Linearizable = linearizable }, options, cancellationToken);

    public ValueTask<MemberAddResponse> MemberAddAsync(
        MemberAddRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.MemberAdd, request, options, cancellationToken);

    public ValueTask<MemberRemoveResponse> MemberRemoveAsync(
        ulong memberId, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(
            EtcdMethods.MemberRemove, new MemberRemoveRequest { ID = memberId }, options, cancellationToken);

    public ValueTask<MemberUpdateResponse> MemberUpdateAsync(
        MemberUpdateRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.MemberUpdate, request, options, cancellationToken);

    public ValueTask<MemberPromoteResponse> MemberPromoteAsync(
        ulong memberId, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(
            EtcdMethods.MemberPromote, new MemberPromoteRequest { ID = memberId }, options, cancellationToken);
}
