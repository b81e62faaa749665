using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Leases, but for the stream that keeps them alive.</summary>
internal sealed class LeaseService(ModelKernel kernel)
{
    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        switch (request)
        {
            case LeaseGrantRequest or LeaseRevokeRequest:
                return await kernel.ProposeAsync(call, request).ConfigureAwait(false);
            case LeaseTimeToLiveRequest timeToLive:
                // The leader alone knows the deadlines.
                await kernel.Cluster.WaitServes(call.Face, isRead: false, call.Gone).ConfigureAwait(false);
                kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
                return Here(call, TimeToLive(timeToLive));
            case LeaseLeasesRequest:
                kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
                return Here(call, Leases());
            default:
                throw Dispatcher.Unknown(call.Method);
        }
    }

    // P6
    private LeaseTimeToLiveResponse TimeToLive(LeaseTimeToLiveRequest request)
    {
        long left = kernel.Leases.RemainingSeconds(request.ID);
        var response = new LeaseTimeToLiveResponse
        {
            ID = request.ID,
            TTL = left,
            GrantedTTL = kernel.Store.GrantedTtl(request.ID),
        };
        if (request.Keys && left >= 0)
        {
            response.Keys.Add(kernel.Store.KeysOf(request.ID));
        }

        return response;
    }

    private LeaseLeasesResponse Leases() => new()
    {
        Leases = { kernel.Leases.ByExpiry.Select(id => new LeaseStatus { ID = id }) },
    };

    private IMessage Here(ModelCall call, IMessage response) =>
        kernel.WithHeader(response, call.Face, kernel.RevisionAt(call.Face));
}
