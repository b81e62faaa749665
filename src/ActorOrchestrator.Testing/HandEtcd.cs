using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing;

/// <summary>An etcd whose answers the test gives by hand, call by call: nothing happens by itself.</summary>
/// <remarks>
/// The client is the real one. Its calls wait here in the order in which they came; <see cref="Expect"/> takes the
/// first of a method. For one thread, in virtual time.
/// </remarks>
/// <example>
/// <code>
/// var hand = new HandEtcd();
/// IEtcdClient client = hand.CreateClient();
/// ValueTask&lt;PutResponse&gt; put = client.Kv.PutAsync("/key", "value");
/// hand.Expect(EtcdMethods.Put).Answer(new PutResponse());
/// </code>
/// </example>
public sealed class HandEtcd : IEtcdTransport
{
    // A client that calls in a loop is told so, before the test runs out of memory.
    private const int WaitingMax = 100_000;

    private readonly List<HandCall> _waiting = [];

    /// <summary>Makes one.</summary>
    /// <param name="time">Null is a clock of its own.</param>
    public HandEtcd(VirtualTime? time = null) => Time = time ?? new VirtualTime();

    /// <summary>The clock of the clients.</summary>
    public VirtualTime Time { get; }

    /// <summary>Calls that were made and not yet expected, oldest first; those that were given up are not among
    /// them.</summary>
    public ImmutableArray<HandCall> Waiting => [.. _waiting.Where(call => !call.IsOver)];

    /// <summary>Always: all runs on the thread of <see cref="Time"/>.</summary>
    public bool SingleThreaded => true;

    /// <summary>Makes a client whose calls come here, with one endpoint.</summary>
    /// <param name="configure">Changes its options. Endpoint, clock and seed are set before.</param>
    public IEtcdClient CreateClient(Action<EtcdClientOptions>? configure = null)
    {
        var options = new EtcdClientOptions { Time = Time, Seed = 1 };
        options.Endpoints.Add(new EtcdEndpoint("hand", 2379, Tls: false));
        configure?.Invoke(options);
        return new EtcdClient(options, this);
    }

    /// <summary>Takes the first waiting call of a method.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message has those that wait.</exception>
    public HandCall<TRequest, TResponse> Expect<TRequest, TResponse>(EtcdMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(method);
        HandCall call = _waiting.Find(call => call.Method == method && !call.IsOver)
            ?? throw new InvalidOperationException($"No call of {method} waits. {Situation()}");
        _waiting.Remove(call);
        return new HandCall<TRequest, TResponse>(call);
    }

    /// <summary>Says that no call waits.</summary>
    /// <exception cref="InvalidOperationException">One does; the message has those that wait.</exception>
    public void ExpectNothing()
    {
        if (!Waiting.IsEmpty)
        {
            throw new InvalidOperationException($"No call should wait. {Situation()}");
        }
    }

    /// <inheritdoc/>
    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(sink);
        _ = Time.Now;
        if (_waiting.Count >= WaitingMax)
        {
            throw new InvalidOperationException($"More than {WaitingMax} calls wait: the client calls in a loop.");
        }

        var call = new HandCall(Time, endpoint, head, sink);
        _waiting.Add(call);
        return call;
    }

    /// <summary>Ends all calls that wait, as a closed connection does.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (HandCall call in _waiting.ToArray())
        {
            call.Lose();
        }

        _waiting.Clear();
        return ValueTask.CompletedTask;
    }

    private string Situation() => Waiting.IsEmpty
        ? "None waits."
        : $"There wait: {string.Join(", ", Waiting.Select(call => call.Method.Path))}.";
}
