using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>What happens to a call.</summary>
internal enum WireFault
{
    None,

    /// <summary>It does not arrive, and the client learns only that its answer is lost.</summary>
    LoseRequest,

    /// <summary>It is done, and its answer is lost.</summary>
    LoseAnswer,
}

/// <summary>A client's wire that loses what the test wants lost, and remembers what was sent.</summary>
internal sealed class BreakableWire(IEtcdTransport inner, VirtualTime time) : IEtcdTransport
{
    private readonly List<BreakableCall> _open = [];

    /// <summary>What happens to a call, by its first message.</summary>
    public Func<EtcdMethod, IMessage, WireFault> Fault { get; set; } = (_, _) => WireFault.None;

    /// <summary>Which calls are refused for lack of permission.</summary>
    public Func<EtcdMethod, bool> Refuse { get; set; } = _ => false;

    /// <summary>Everything that was sent, also into a cut wire.</summary>
    public List<(TimeSpan At, EtcdMethod Method, IMessage Message)> Sent { get; } = [];

    public bool IsCut { get; private set; }

    public bool SingleThreaded => true;

    internal VirtualTime Time => time;

    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        var call = new BreakableCall(this, head.Method, sink);
        call.Inner = inner.Open(endpoint, head, call);
        _open.Add(call);
        return call;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>From now on nothing gets through, in neither direction, and nobody is told.</summary>
    public void Cut() => IsCut = true;

    /// <summary>The network is back; what was open is broken.</summary>
    public void Heal()
    {
        IsCut = false;
        Break();
    }

    /// <summary>Ends everything that is open.</summary>
    public void Break()
    {
        foreach (BreakableCall call in _open.ToArray())
        {
            call.Lose();
        }
    }

    /// <summary>The next calls that match, once each, fare as given.</summary>
    public void Next(WireFault fault, Func<IMessage, bool> matches, int times = 1) =>
        Fault = (_, message) => times > 0 && matches(message) && times-- > 0 ? fault : WireFault.None;

    public IEnumerable<T> SentOf<T>()
        where T : IMessage => Sent.Select(sent => sent.Message).OfType<T>();

    internal void Ended(BreakableCall call) => _open.Remove(call);
}

/// <summary>One call on a <see cref="BreakableWire"/>.</summary>
internal sealed class BreakableCall(BreakableWire wire, EtcdMethod method, ICallSink sink) : IEtcdCall, ICallSink
{
    private WireFault? _fault;
    private bool _isOver;

    public IEtcdCall? Inner { get; set; }

    public bool MayHaveLeft => _fault is not null;

    public void Send(IMessage message, bool last)
    {
        wire.Sent.Add((wire.Time.Elapsed, method, message switch
        {
            TxnRequest txn => txn.Clone(),
            RangeRequest range => range.Clone(),
            WatchRequest watch => watch.Clone(),
            _ => message,
        }));
        _fault ??= wire.Fault(method, message);
        if (wire.Refuse(method))
        {
            wire.Time.CreateTimer(_ => Deny(), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
        else if (_fault is WireFault.LoseRequest)
        {
            wire.Time.CreateTimer(_ => Lose(), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
        else if (!wire.IsCut)
        {
            Inner!.Send(message, last);
        }
    }

    public void CompleteSending()
    {
        if (!wire.IsCut)
        {
            Inner!.CompleteSending();
        }
    }

    public void Abort()
    {
        _isOver = true;
        wire.Ended(this);
        Inner!.Abort();
    }

    public void Consumed(int bytes) => Inner!.Consumed(bytes);

    public void OnMessage(System.Buffers.ReadOnlySequence<byte> message)
    {
        if (!_isOver && !wire.IsCut && _fault is not WireFault.LoseAnswer)
        {
            sink.OnMessage(message);
        }
    }

    public void OnEnd(in CallEnd end)
    {
        if (_fault is WireFault.LoseAnswer)
        {
            Lose();
        }
        else if (!_isOver && !wire.IsCut)
        {
            _isOver = true;
            wire.Ended(this);
            sink.OnEnd(end);
        }
    }

    private void Deny()
    {
        if (!_isOver)
        {
            Abort();
            EtcdError denied = EtcdErrorTexts.PermissionDenied;
            sink.OnEnd(new CallEnd(denied.Status, denied.Text, SendState.Answered));
        }
    }

    public void Lose()
    {
        if (_isOver)
        {
            return;
        }

        Abort();
        sink.OnEnd(new CallEnd(
            GrpcStatusCode.Unavailable, "the connection was lost", SendState.MaybeSent, CallFailure.Lost));
    }
}
