using System.Buffers;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>A call on its way between a client and a member: the client's end, and the wire.</summary>
/// <remarks>Messages are encoded when they are sent and decoded when they arrive, so that nothing is shared.</remarks>
internal sealed partial class ModelCall : IEtcdCall
{
    // As the window of a client's stream (G14).
    private const int Window = 1024 * 1024;

    // What gRPC allows above the limit of a request (G3).
    private const int Overhead = 512 * 1024;

    private readonly ModelKernel _kernel;
    private readonly ICallSink _sink;
    private readonly CallHead _head;
    private readonly Queue<Action> _blocked = [];
    private readonly Action _leave;
    private bool _sinkDone;
    private int _unread;

    public ModelCall(ModelKernel kernel, string client, Face face, in CallHead head, ICallSink sink)
    {
        _kernel = kernel;
        _sink = sink;
        _head = head;
        Client = client;
        Face = face;
        Number = kernel.NextCallNumber();

        // Without a timer it has nothing to dispose of.
        var gone = new CancellationTokenSource();
        Gone = gone.Token;
        _leave = gone.Cancel;
    }

    /// <summary>In the order of opening.</summary>
    public long Number { get; }

    public string Client { get; }

    public Face Face { get; }

    public EtcdMethod Method => _head.Method;

    /// <summary>Whether the client's window is used up: it does not read.</summary>
    public bool IsBlocked => _head.ReadsSlowly && _unread >= Window;

    /// <summary>Whether the client has had its end, or wants none.</summary>
    public bool IsOver => _sinkDone;

    public bool MayHaveLeft { get; private set; }

    private VirtualTime Time => _kernel.Time;

    public void Send(IMessage message, bool last)
    {
        byte[] bytes = message.ToByteArray();
        if (_sinkDone)
        {
            return;
        }

        MayHaveLeft = true;
        _kernel.History.Requested(this, bytes);
        Travel(() => Arrive(bytes, last));
    }

    public void CompleteSending() => Travel(() => Arrive(null, last: true));

    public void Abort()
    {
        if (_sinkDone)
        {
            return;
        }

        Finish();
        _kernel.History.Aborted(this);
        Travel(Leave);
    }

    public void Consumed(int bytes)
    {
        _unread = Math.Max(0, _unread - bytes);
        while (!IsBlocked && _blocked.TryDequeue(out Action? delivery))
        {
            delivery();
        }
    }

    /// <summary>The network ends the call: the client learns it at once, the member does not answer any more.</summary>
    public void Break(CallFailure failure, string text)
    {
        SendState sent = failure is CallFailure.NotReached ? SendState.NotSent : SendState.MaybeSent;
        MayHaveLeft &= sent is SendState.MaybeSent;
        Leave();
        Deliver(new CallEnd(GrpcStatusCode.Unavailable, text, sent, failure));
    }

    private void Travel(Action arrive) => Time.After(_kernel.Options.Latency, () => Face.Inbound(arrive));

    private void Return(Action arrive) => Time.After(_kernel.Options.Latency, () => Face.Outbound(arrive));

    private void Deliver(byte[] message)
    {
        if (IsBlocked || _blocked.Count > 0)
        {
            _blocked.Enqueue(() => DeliverNow(message));
        }
        else
        {
            DeliverNow(message);
        }
    }

    // The end of an answer waits behind its messages, that of the network does not.
    private void Deliver(CallEnd end)
    {
        if (_blocked.Count > 0 && end.Failure is CallFailure.None)
        {
            _blocked.Enqueue(() => DeliverNow(end));
        }
        else
        {
            DeliverNow(end);
        }
    }

    private void DeliverNow(byte[] message)
    {
        if (_sinkDone)
        {
            return;
        }

        if (message.Length > _head.MaxReceiveBytes)
        {
            Leave();
            string text = $"grpc: received message larger than max ({message.Length} vs. {_head.MaxReceiveBytes})";
            DeliverNow(new CallEnd(
                GrpcStatusCode.ResourceExhausted, text, SendState.MaybeSent, CallFailure.TooLarge));
            return;
        }

        _unread += _head.ReadsSlowly ? message.Length : 0;
        _kernel.History.Received(this, message);
        _sink.OnMessage(new ReadOnlySequence<byte>(message));
    }

    private void DeliverNow(CallEnd end)
    {
        if (!_sinkDone)
        {
            Finish();
            _kernel.History.Ended(this, end);
            _sink.OnEnd(end);
        }
    }

    private void Finish()
    {
        _sinkDone = true;
        _blocked.Clear();
        _kernel.Calls.Remove(this);
    }
}
