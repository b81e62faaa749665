using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Finished calls of one method, for the next ones.</summary>
internal sealed class CallPool<TRequest, TResponse>(Calls calls, EtcdMethod<TRequest, TResponse> method)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Lock _gate = new();
    private readonly Stack<UnaryCall<TRequest, TResponse>> _free = new();

    public UnaryCall<TRequest, TResponse> Take()
    {
        lock (_gate)
        {
            if (_free.TryPop(out UnaryCall<TRequest, TResponse>? call))
            {
                return call;
            }
        }

        return new UnaryCall<TRequest, TResponse>(calls, method, this);
    }

    public void Return(UnaryCall<TRequest, TResponse> call)
    {
        lock (_gate)
        {
            if (_free.Count < Limits.PooledCalls)
            {
                _free.Push(call);
            }
        }
    }
}
