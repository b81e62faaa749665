using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Members;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>The wire of one client to a model etcd, in virtual time.</summary>
internal sealed class ModelTransport(ModelKernel kernel, string client) : IEtcdTransport
{
    private bool _disposed;

    public bool SingleThreaded => true;

    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(sink);
        if (kernel.Cluster.Find(endpoint) is not { IsStarted: true, IsStopped: false } face)
        {
            return new Unreachable(kernel, sink, $"connection refused ({endpoint})");
        }

        var call = new ModelCall(kernel, client, face, head, sink);
        kernel.Connect(call);
        return call;
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        kernel.Time.Inside(() =>
        {
            foreach (ModelCall call in kernel.Calls.Where(call => IsMine(call)).ToArray())
            {
                call.Break(CallFailure.Lost, "the transport was disposed");
            }
        });

        return ValueTask.CompletedTask;
    }

    private bool IsMine(ModelCall call) => string.Equals(call.Client, client, StringComparison.Ordinal);

    /// <summary>A call to where nobody listens.</summary>
    private sealed class Unreachable : IEtcdCall
    {
        private readonly ITimer _refusal;

        public Unreachable(ModelKernel kernel, ICallSink sink, string text) =>
            _refusal = kernel.Time.After(kernel.Options.Latency, () => sink.OnEnd(new CallEnd(
                GrpcStatusCode.Unavailable, text, SendState.NotSent, CallFailure.NotReached)));

        public bool MayHaveLeft => false;

        public void Send(Google.Protobuf.IMessage message, bool last)
        {
            // Nobody listens.
        }

        public void CompleteSending()
        {
            // Nobody listens.
        }

        public void Abort() => _refusal.Dispose();

        public void Consumed(int bytes)
        {
            // Nothing comes.
        }
    }
}
