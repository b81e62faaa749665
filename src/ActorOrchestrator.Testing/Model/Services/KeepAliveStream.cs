using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Keeps leases alive: answered by the leader from memory, one request after the other (P2).</summary>
internal sealed class KeepAliveStream : IServerStream
{
    private readonly ModelKernel _kernel;
    private readonly ModelCall _call;
    private readonly RequestQueue _requests;

    public KeepAliveStream(ModelKernel kernel, ModelCall call)
    {
        _kernel = kernel;
        _call = call;
        _requests = new RequestQueue(kernel, call, AnswerAsync);
    }

    public void OnRequest(IMessage request) => _requests.Add(request);

    public void OnHalfClose() => _requests.HalfClose();

    public void OnGone() => _requests.Clear();

    private async Task<IMessage?> AnswerAsync(IMessage request)
    {
        if (!_kernel.Cluster.Serves(_call.Face))
        {
            await WaitForLeaderAsync().ConfigureAwait(false);
        }

        long id = ((LeaseKeepAliveRequest)request).ID;
        _kernel.Auth.Check(_kernel.Enter(_call, request), request, _kernel.Store);
        return new LeaseKeepAliveResponse
        {
            Header = _kernel.Header(_call.Face, _kernel.RevisionAt(_call.Face)),
            ID = id,
            TTL = _kernel.Leases.Renew(id),
        };
    }

    private async Task WaitForLeaderAsync()
    {
        try
        {
            await _kernel.Cluster.WaitServes(_call.Face, isRead: false, _call.Gone).ConfigureAwait(false);
        }
        catch (ModelException) when (!_call.Face.KnowsLeader)
        {
            throw Refusal.Of(EtcdErrorTexts.NoLeader);
        }
    }
}
