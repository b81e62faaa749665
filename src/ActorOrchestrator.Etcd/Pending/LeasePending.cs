// Stands here until leases and elections are there; delete this file then.
#pragma warning disable
using Google.Protobuf;
namespace ActorOrchestrator.Etcd.Leasing
{
internal sealed class LeaseClient(Channels.IEtcdCalls calls) : IEtcdLease, IAsyncDisposable
{
    public ValueTask<LeaseGrantResponse> GrantAsync(LeaseGrantRequest request, CallOptions options, CancellationToken cancellationToken) => calls.UnaryAsync(EtcdMethods.LeaseGrant, request, options, cancellationToken);
    public ValueTask<LeaseRevokeResponse> RevokeAsync(long leaseId, CallOptions options, CancellationToken cancellationToken) => calls.UnaryAsync(EtcdMethods.LeaseRevoke, new() { ID = leaseId }, options, cancellationToken);
    public ValueTask<LeaseTimeToLiveResponse> TimeToLiveAsync(long leaseId, bool keys, CallOptions options, CancellationToken cancellationToken) => calls.UnaryAsync(EtcdMethods.LeaseTimeToLive, new() { ID = leaseId, Keys = keys }, options, cancellationToken);
    public ValueTask<LeaseLeasesResponse> LeasesAsync(CallOptions options, CancellationToken cancellationToken) => calls.UnaryAsync(EtcdMethods.LeaseLeases, new(), options, cancellationToken);
    public ValueTask<LeaseKeepAliveResponse> KeepAliveOnceAsync(long leaseId, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<EtcdSession> OpenSessionAsync(SessionOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
}
namespace ActorOrchestrator.Etcd.Electing
{
internal sealed class ElectionClient(Channels.IEtcdCalls calls, IEtcdKv kv, IEtcdWatch watch) : IEtcdElection
{
    public Task<Leadership> CampaignAsync(string name, EtcdSession session, ByteString value, CancellationToken cancellationToken) => throw new NotImplementedException();
    public ValueTask<KeyValue?> LeaderAsync(string name, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();
    public IAsyncEnumerable<LeaderState> ObserveAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();
}
internal sealed class LockClient(Channels.IEtcdCalls calls, IEtcdKv kv, IEtcdWatch watch) : IEtcdLock
{
    public Task<HeldLock> LockAsync(string name, EtcdSession session, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<TryLockResult> TryLockAsync(string name, EtcdSession session, CancellationToken cancellationToken) => throw new NotImplementedException();
}
}
