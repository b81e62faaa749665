using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>gRPC's own health service: a member that serves, says so.</summary>
internal static class HealthService
{
    public static Task<IMessage?> ServeAsync(ModelCall call)
    {
        var response = new HealthCheckResponse
        {
            Status = call.Face.KnowsLeader
                ? HealthCheckResponse.Types.ServingStatus.Serving
                : HealthCheckResponse.Types.ServingStatus.NotServing,
        };
        if (!call.Method.ResponseStreams)
        {
            return Task.FromResult<IMessage?>(response);
        }

        // It stays open for changes, which a client asks for again after it has lost the member.
        call.Respond(response);
        return Task.FromResult<IMessage?>(null);
    }
}
