using System.Buffers;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing;

/// <summary>A call that a client has made and that waits for the test.</summary>
public sealed class HandCall : IEtcdCall
{
    private readonly VirtualTime _time;
    private readonly ICallSink _sink;
    private readonly Queue<byte[]> _sent = [];

    internal HandCall(VirtualTime time, EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        _time = time;
        Endpoint = endpoint;
        Head = head;
        _sink = sink;
    }

    /// <summary>Which method was called.</summary>
    public EtcdMethod Method => Head.Method;

    /// <summary>Which endpoint was asked.</summary>
    public EtcdEndpoint Endpoint { get; }

    /// <summary>What was said before the first message.</summary>
    public CallHead Head { get; }

    /// <summary>Whether the client has aborted it, or the test has ended it.</summary>
    public bool IsOver => IsAborted || IsEnded;

    /// <summary>Whether the client has given it up.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>Whether the client will send no more.</summary>
    public bool IsHalfClosed { get; private set; }

    /// <summary>How many messages of the client wait to be received.</summary>
    public int Sent => _sent.Count;

    /// <summary>Bytes of messages that the client has used up, if it reads slowly.</summary>
    public long BytesConsumed { get; private set; }

    /// <summary>Whether a message was sent.</summary>
    public bool MayHaveLeft { get; private set; }

    private bool IsEnded { get; set; }

    /// <summary>Ends the call with a status of the server's.</summary>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public void Fail(GrpcStatusCode status, string text) =>
        End(new CallEnd(status, text, SendState.Answered));

    /// <summary>Ends the call with an error of etcd's.</summary>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public void Fail(EtcdError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Fail(error.Status, error.Text);
    }

    /// <summary>The connection is lost: nobody knows what became of the request. Nothing if the call is over.</summary>
    public void Lose() =>
        Drop(new CallEnd(GrpcStatusCode.Unavailable, "lost by hand", SendState.MaybeSent, CallFailure.Lost));

    /// <summary>The endpoint was not reached: the request was certainly not processed. Nothing if the call is
    /// over.</summary>
    public void Refuse() =>
        Drop(new CallEnd(GrpcStatusCode.Unavailable, "refused by hand", SendState.NotSent, CallFailure.NotReached));

    /// <summary>Ends the call with OK.</summary>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public void Complete() => End(new CallEnd(GrpcStatusCode.OK, "", SendState.Answered));

    void IEtcdCall.Send(IMessage message, bool last)
    {
        if (IsOver)
        {
            return;
        }

        MayHaveLeft = true;
        _sent.Enqueue(message.ToByteArray());
        IsHalfClosed |= last;
    }

    void IEtcdCall.CompleteSending() => IsHalfClosed = true;

    void IEtcdCall.Abort() => IsAborted = !IsEnded;

    void IEtcdCall.Consumed(int bytes) => BytesConsumed += bytes;

    internal bool TryTake(out byte[]? message) => _sent.TryDequeue(out message);

    internal void Deliver(IMessage message)
    {
        CheckOpen();
        _time.Inside(() => _sink.OnMessage(new ReadOnlySequence<byte>(message.ToByteArray())));
    }

    private void End(CallEnd end)
    {
        CheckOpen();
        Drop(end);
    }

    private void Drop(CallEnd end)
    {
        if (!IsOver)
        {
            IsEnded = true;
            _time.Inside(() => _sink.OnEnd(end));
        }
    }

    private void CheckOpen()
    {
        if (IsOver)
        {
            throw new InvalidOperationException(
                $"The call of {Method} is over: {(IsAborted ? "its client has given it up" : "it was ended")}.");
        }
    }
}

/// <summary>A call that the test has taken: it reads requests and gives answers of the method's own types.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the test answers.</typeparam>
/// <param name="call">The call.</param>
public sealed class HandCall<TRequest, TResponse>(HandCall call)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private TRequest? _request;

    /// <summary>The call itself: its head, its endpoint, whether it is over.</summary>
    public HandCall Call => call;

    /// <summary>The one request of a call with one; of a stream, the first.</summary>
    /// <exception cref="InvalidOperationException">None was sent.</exception>
    public TRequest Request => _request ??= Receive();

    /// <summary>Takes the next message that the client has sent.</summary>
    /// <exception cref="InvalidOperationException">None waits.</exception>
    public TRequest Receive() => call.TryTake(out byte[]? bytes)
        ? (TRequest)call.Method.RequestReader.ParseFrom(bytes)
        : throw new InvalidOperationException($"No message of {call.Method} waits.");

    /// <summary>Sends one message of a stream.</summary>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public void Send(TResponse response) => call.Deliver(response);

    /// <summary>Answers a call with one response, and ends it with OK.</summary>
    /// <exception cref="InvalidOperationException">The call is over.</exception>
    public void Answer(TResponse response)
    {
        call.Deliver(response);
        call.Complete();
    }

    /// <inheritdoc cref="HandCall.Fail(GrpcStatusCode, string)"/>
    public void Fail(GrpcStatusCode status, string text) => call.Fail(status, text);

    /// <inheritdoc cref="HandCall.Fail(EtcdError)"/>
    public void Fail(EtcdError error) => call.Fail(error);

    /// <inheritdoc cref="HandCall.Lose"/>
    public void Lose() => call.Lose();

    /// <inheritdoc cref="HandCall.Refuse"/>
    public void Refuse() => call.Refuse();

    /// <inheritdoc cref="HandCall.Complete"/>
    public void Complete() => call.Complete();
}
