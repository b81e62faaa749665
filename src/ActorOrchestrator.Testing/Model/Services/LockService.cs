using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Section 22: locks for clients that have nothing but gRPC.</summary>
internal sealed class LockService(ModelKernel kernel)
{
    private readonly KeyQueue _queue = new(kernel);

    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        switch (request)
        {
            case LockRequest wanted:
                KeyQueue.Place place = await _queue.EnterAsync(call, wanted.Name, wanted.Lease, ByteString.Empty)
                    .ConfigureAwait(false);
                return Here(call, new LockResponse { Key = place.Key });
            case UnlockRequest held:
                await kernel.ProposeAsync(call, new DeleteRangeRequest { Key = held.Key }).ConfigureAwait(false);
                return Here(call, new UnlockResponse());
            default:
                throw Dispatcher.Unknown(call.Method);
        }
    }

    private IMessage Here(ModelCall call, IMessage response) =>
        kernel.WithHeader(response, call.Face, kernel.RevisionAt(call.Face));
}
