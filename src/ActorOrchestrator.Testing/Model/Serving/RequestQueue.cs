using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>The messages of a stream: served one after the other, with their faults.</summary>
/// <param name="kernel">Whose.</param>
/// <param name="call">Whose messages.</param>
/// <param name="serve">Serves one and gives its answer, if it has one.</param>
internal sealed class RequestQueue(ModelKernel kernel, ModelCall call, Func<IMessage, Task<IMessage?>> serve)
{
    // A client that sends on without an answer: real streams stop at their window.
    private const int WaitingMax = 100_000;

    private readonly Queue<IMessage> _waiting = [];
    private bool _busy;
    private bool _halfClosed;

    public void Add(IMessage request)
    {
        if (_waiting.Count >= WaitingMax)
        {
            call.End(GrpcStatusCode.ResourceExhausted, "too many messages wait for their answer");
            return;
        }

        _waiting.Enqueue(request);
        if (!_busy)
        {
            _ = WorkAsync();
        }
    }

    /// <summary>G13: what is outstanding is answered, then the stream ends.</summary>
    public void HalfClose()
    {
        _halfClosed = true;
        if (!_busy)
        {
            call.End();
        }
    }

    public void Clear() => _waiting.Clear();

    private async Task WorkAsync()
    {
        _busy = true;
        try
        {
            while (_waiting.TryDequeue(out IMessage? request))
            {
                await ServeAsync(request).ConfigureAwait(false);
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

    private async Task ServeAsync(IMessage request)
    {
        var faults = new CallFaults(kernel, call, kernel.Faults.OnCall(call, request));
        if (!await faults.BeforeAsync().ConfigureAwait(false))
        {
            return;
        }

        IMessage? response = await serve(request).ConfigureAwait(false);
        kernel.Overtakes.Passed();
        if (await faults.AfterAsync(response).ConfigureAwait(false) && response is not null)
        {
            call.Respond(response);
        }
    }
}
