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

    /// <summary>Runs after a message has left.</summary>
    public Action<IMessage> AfterSend { get; set; } = _ => { };

    /// <summary>What the server watches for this client.</summary>
    public IEnumerable<ByteString> Watched => _open.SelectMany(call => call.Watches.Values);

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
