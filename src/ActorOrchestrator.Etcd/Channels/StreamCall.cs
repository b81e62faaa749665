using System.Buffers;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Stands between the transport and the owner of a stream: tells endpoints and tokens how it ended.</summary>
internal sealed class StreamCall(
    Calls calls, EtcdMethod method, EtcdEndpoint endpoint, string? token, IStreamSink sink) : ICallSink
{
    private readonly long _startedAt = calls.Time.GetTimestamp();
    private bool _answered;

    /// <inheritdoc/>
    public void OnMessage(ReadOnlySequence<byte> message)
    {
        if (!_answered)
        {
            _answered = true;
            calls.EndpointAnswered(endpoint);
        }

        sink.OnMessage(message);
    }

    /// <inheritdoc/>
    public void OnEnd(in CallEnd end)
    {
        if (end.Status is GrpcStatusCode.OK)
        {
            sink.OnEnd(failure: null);
            return;
        }

        var facts = new CallFacts(
            method, endpoint, calls.Time.GetElapsedTime(_startedAt), Tries: 1, IsWrite: false, IsLocal: false);
        EtcdException failure = CallFailures.Of(facts, end);
        if (CallFailures.MovesOn(failure, end.Failure))
        {
            calls.EndpointFailed(endpoint, failure.Text);
        }

        if (calls.Tokens.IsRefusal(method, failure))
        {
            calls.Tokens.Refused(token);
        }

        sink.OnEnd(failure);
    }
}
