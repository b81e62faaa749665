using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Keeps leases alive: answered by the leader from memory, one request after the other (P2).</summary>
internal sealed class KeepAliveStream(ModelKernel kernel, ModelCall call) : IServerStream
{
    // A client that sends on without an answer: real streams stop at their window.
    private const int WaitingMax = 100_000;

    private readonly Queue<LeaseKeepAliveRequest> _waiting = [];
    private bool _busy;
    private bool _halfClosed;

    public void OnRequest(IMessage request)
    {
        if (_waiting.Count >= WaitingMax)
        {
            call.End(GrpcStatusCode.ResourceExhausted, "too many keep-alives wait for their answer");
            return;
        }

        _waiting.Enqueue((LeaseKeepAliveRequest)request);
        if (!_busy)
        {
            _ = WorkAsync();
        }
    }

    // G13: what is outstanding is answered first.
    public void OnHalfClose()
    {
        _halfClosed = true;
        if (!_busy)
        {
            call.End();
        }
    }

    public void OnGone() => _waiting.Clear();

    private async Task WorkAsync()
    {
        _busy = true;
        try
        {
            while (_waiting.TryDequeue(out LeaseKeepAliveRequest? request))
            {
                await AnswerAsync(request).ConfigureAwait(false);
            }

            if (_halfClosed)
            {
                call.End();
            }
        }
        catch (ModelException refusal)
        {
            Dispatcher.Refuse(call, refusal);
        }
        catch (OperationCanceledException) when (call.Gone.IsCancellationRequested)
        {
            // Nobody waits for the rest.
        }
        catch (Exception fault)
        {
            kernel.Dispatcher.Fail(fault);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task AnswerAsync(LeaseKeepAliveRequest request)
    {
        if (!kernel.Cluster.Serves(call.Face))
        {
            await WaitForLeaderAsync().ConfigureAwait(false);
        }

        kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
        call.Respond(new LeaseKeepAliveResponse
        {
            Header = kernel.Header(call.Face, kernel.RevisionAt(call.Face)),
            ID = request.ID,
            TTL = kernel.Leases.Renew(request.ID),
        });
    }

    private async Task WaitForLeaderAsync()
    {
        try
        {
            await kernel.Cluster.WaitServes(call.Face, isRead: false, call.Gone).ConfigureAwait(false);
        }
        catch (ModelException) when (!call.Face.KnowsLeader)
        {
            throw Refusal.Of(EtcdErrorTexts.NoLeader);
        }
    }
}
