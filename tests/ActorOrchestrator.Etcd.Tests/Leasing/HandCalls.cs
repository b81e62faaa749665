using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Leasing;
using ActorOrchestrator.Testing;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>Calls that the test answers by hand, in virtual time: nothing happens that it does not say.</summary>
internal sealed class HandCalls : IEtcdCalls
{
    private long _ids;

    public VirtualTime Clock { get; } = new();

    public RecordingLog Recorded { get; } = new();

    /// <summary>Answers unary calls; what it throws is the call's failure.</summary>
    public Func<IMessage, CallOptions, CancellationToken, Task<IMessage>> Answer { get; set; } =
        (request, _, _) => throw new InvalidOperationException($"Nobody answers {request}.");

    /// <summary>The unary calls so far.</summary>
    public List<(IMessage Request, CallOptions Options)> Asked { get; } = [];

    /// <summary>The streams that were opened, oldest first.</summary>
    public List<HandStream> Streams { get; } = [];

    /// <summary>Runs before a stream is opened, and may fail it or hold it up.</summary>
    public Func<CancellationToken, Task> Opening { get; set; } = _ => Task.CompletedTask;

    public List<EtcdEndpoint> Suspects { get; } = [];

    public double Random { get; set; } = 0.5;

    public TimeProvider Time => Clock;

    public ILogger Log => Recorded;

    public bool SingleThreaded => true;

    public HandStream LastStream => Streams[^1];

    public static EtcdException Failure(EtcdError error, SendState sent = SendState.Answered) =>
        new(error.Code, error.Status, error.Text, error.Class, sent, error.Text);

    /// <summary>Opens a session of a granted lease; the test has its first keep-alive to answer.</summary>
    public EtcdSession Open(LeaseClient client, int ttl = 9, SessionOptions? options = null)
    {
        Func<IMessage, CallOptions, CancellationToken, Task<IMessage>> before = Answer;
        Answer = (request, _, _) => Task.FromResult<IMessage>(
            new LeaseGrantResponse { ID = ((LeaseGrantRequest)request).ID, TTL = ttl });
        EtcdSession session = Clock.Run(() => client.OpenSessionAsync(
            options ?? new SessionOptions { Ttl = TimeSpan.FromSeconds(ttl) }, CancellationToken.None));
        Answer = before;
        return session;
    }

    public double NextRandom() => Random;

    public long NextId() => ++_ids;

    public void Suspect(EtcdEndpoint endpoint, string why) => Suspects.Add(endpoint);

    public async ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions options,
        CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        Asked.Add((request.Clone(), options));
        return (TResponse)await Answer(request, options, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<OpenStream> OpenStreamAsync(
        EtcdMethod method,
        CallOptions options,
        CallLane lane,
        bool readsSlowly,
        IStreamSink sink,
        CancellationToken cancellationToken)
    {
        await Opening(cancellationToken).ConfigureAwait(false);
        var stream = new HandStream(this, sink, options, lane, new EtcdEndpoint("e", Streams.Count + 1, false));
        Streams.Add(stream);
        return new OpenStream(stream, stream.Endpoint);
    }

    public void TokenRefused(in OpenStream stream) =>
        throw new NotSupportedException("Keep-alives have no token in their messages.");
}
