using System.Buffers;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests;

/// <summary>A transport on which nothing happens unless the test says so.</summary>
internal sealed class HandTransport : IEtcdTransport
{
    public static readonly EtcdEndpoint First = new("m1", 2379, false);

    public List<HandCall> Calls { get; } = [];

    public bool SingleThreaded => true;

    public bool IsDisposed { get; private set; }

    public HandCall Last => Calls[^1];

    /// <summary>Calls that nobody has ended.</summary>
    public IEnumerable<HandCall> Open => Calls.Where(c => !c.IsOver);

    IEtcdCall IEtcdTransport.Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        var call = new HandCall(endpoint, head, sink);
        Calls.Add(call);
        return call;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        foreach (HandCall call in Open.ToArray())
        {
            call.Lose(sent: SendState.MaybeSent);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A client on this transport and the given time.</summary>
    public EtcdClient Client(VirtualTime time, Action<EtcdClientOptions>? change = null, int endpoints = 1)
    {
        var options = new EtcdClientOptions { Time = time, Seed = 1 };
        for (int i = 1; i <= endpoints; i++)
        {
            options.Endpoints.Add(new EtcdEndpoint($"m{i}", 2379, false));
        }

        change?.Invoke(options);
        return new EtcdClient(options, this);
    }
}

/// <summary>A call that waits for the test.</summary>
internal sealed class HandCall(EtcdEndpoint endpoint, CallHead head, ICallSink sink) : IEtcdCall
{
    public EtcdEndpoint Endpoint => endpoint;

    public CallHead Head => head;

    public List<IMessage> Sent { get; } = [];

    public bool IsOver { get; private set; }

    public bool IsAborted { get; private set; }

    public int ConsumedBytes { get; private set; }

    public bool MayHaveLeft { get; set; } = true;

    public void Send(IMessage message, bool last)
    {
        if (!IsOver)
        {
            Sent.Add(((dynamic)message).Clone());
        }
    }

    public void CompleteSending()
    {
    }

    public void Abort()
    {
        IsAborted = true;
        IsOver = true;
    }

    public void Consumed(int bytes) => ConsumedBytes += bytes;

    public void Message(IMessage message)
    {
        if (!IsOver)
        {
            sink.OnMessage(new ReadOnlySequence<byte>(message.ToByteArray()));
        }
    }

    public void Bytes(params byte[] bytes) => sink.OnMessage(new ReadOnlySequence<byte>(bytes));

    public void Answer(IMessage message)
    {
        Message(message);
        End(new CallEnd(GrpcStatusCode.OK, "", SendState.Answered));
    }

    public void Fail(EtcdError error) => End(new CallEnd(error.Status, error.Text, SendState.Answered));

    public void Lose(SendState sent) => End(new CallEnd(
        GrpcStatusCode.Unavailable,
        "the connection was cut",
        sent,
        sent is SendState.NotSent ? CallFailure.NotReached : CallFailure.Lost));

    public void End(in CallEnd end)
    {
        if (!IsOver)
        {
            IsOver = true;
            sink.OnEnd(end);
        }
    }
}
