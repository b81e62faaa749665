using System.Collections.Concurrent;
using ActorOrchestrator.Etcd.Auth;
using ActorOrchestrator.Etcd.Diagnostics;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>What all calls of a client share: transport, endpoints, deadlines, tokens, pools.</summary>
internal sealed class Calls : IEtcdCalls, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<EtcdMethod, object> _pools = new(ReferenceEqualityComparer.Instance);
    private readonly Random _random;
    private readonly Endpoints _endpoints;
    private readonly long _start;
    private int _inFlight;
    private int _disposed;

    public Calls(EtcdClientOptions options, IEtcdTransport transport)
    {
        Options = options;
        Transport = transport;
        _random = new Random(options.Seed ?? EtcdDefaults.Seed());
        _endpoints = new Endpoints(options.Endpoints, _random);
        _start = options.Time.GetTimestamp();
        Wheel = new DeadlineWheel(options.Time);
        Failures = new CallFailures(ExplainEndpoints);
        Store = new StoreView(options.Log);
        Tokens = new TokenSource(this, options.User, options.Password);
        Instruments = new Instruments(EndpointStatuses);
    }

    public EtcdClientOptions Options { get; }

    public IEtcdTransport Transport { get; }

    public DeadlineWheel Wheel { get; }

    public CallFailures Failures { get; }

    public StoreView Store { get; }

    public TokenSource Tokens { get; }

    public Instruments Instruments { get; }

    public TimeProvider Time => Options.Time;

    public ILogger Log => Options.Log;

    public TimeSpan CallDeadline => Options.CallDeadline;

    public bool SingleThreaded => Transport.SingleThreaded;

    public int InFlight => Volatile.Read(ref _inFlight);

    private TimeSpan Now => Time.GetElapsedTime(_start);

    public ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions options,
        CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(EtcdClient));
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResponse>(cancellationToken);
        }

        if (request.CalculateSize() is var size && size > Options.MaxSendBytes)
        {
            return ValueTask.FromException<TResponse>(CallFailures.Local(
                method,
                EtcdErrorTexts.RequestTooLargeToSend,
                $"the request has {size} bytes; at most {Options.MaxSendBytes} (MaxSendBytes) are sent"));
        }

        if (Interlocked.Increment(ref _inFlight) > Limits.CallsInFlight)
        {
            CallEnded();
            return ValueTask.FromException<TResponse>(CallFailures.Local(
                method, EtcdErrorTexts.TooManyCalls, $"{Limits.CallsInFlight} calls wait for an answer already"));
        }

        var pool = (CallPool<TRequest, TResponse>)_pools.GetOrAdd(
            method,
            static (m, calls) => new CallPool<TRequest, TResponse>(calls, (EtcdMethod<TRequest, TResponse>)m),
            this);
        return pool.Take().Start(request, options, cancellationToken);
    }

    public async ValueTask<OpenStream> OpenStreamAsync(
        EtcdMethod method,
        CallOptions options,
        CallLane lane,
        bool readsSlowly,
        IStreamSink sink,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, typeof(EtcdClient));
        string? token = options.Token;
        if (token is null && Tokens.IsUsedFor(method) && !Tokens.TryGet(out token))
        {
            token = await Tokens.RenewAsync(refused: null).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        EtcdEndpoint endpoint = options.Endpoint ?? ChooseEndpoint();
        var head = new CallHead(
            method,
            token,
            options.RequireLeader ?? false,
            options.Deadline ?? Timeout.InfiniteTimeSpan,
            lane,
            readsSlowly,
            Options.MaxReceiveBytes);
        IEtcdCall call = Transport.Open(endpoint, head, new StreamCall(this, method, endpoint, token, sink));
        return new OpenStream(call, endpoint, token);
    }

    public void TokenRefused(in OpenStream stream) => Tokens.Refused(stream.Token);

    public void Suspect(EtcdEndpoint endpoint, string why) => EndpointFailed(endpoint, why);

    public void KeptAlive(TimeSpan duration, TimeSpan remaining) => Instruments.KeptAlive(duration, remaining);

    public EtcdEndpoint ChooseEndpoint()
    {
        lock (_gate)
        {
            return _endpoints.Choose(Now);
        }
    }

    public void EndpointAnswered(EtcdEndpoint endpoint)
    {
        lock (_gate)
        {
            _endpoints.Answered(endpoint);
        }
    }

    public void EndpointFailed(EtcdEndpoint endpoint, string text)
    {
        bool switches;
        lock (_gate)
        {
            switches = _endpoints.Failed(endpoint, Now, text);
        }

        if (switches)
        {
            Instruments.Switched();
        }
    }

    public void ReplaceEndpoints(IReadOnlyCollection<EtcdEndpoint> endpoints)
    {
        lock (_gate)
        {
            _endpoints.Replace(endpoints);
        }
    }

    public void CallEnded() => Interlocked.Decrement(ref _inFlight);

    public double NextRandom()
    {
        lock (_gate)
        {
            return _random.NextDouble();
        }
    }

    public long NextId()
    {
        if (Options.Seed is null)
        {
            return EtcdDefaults.Id();
        }

        lock (_gate)
        {
            return _random.NextInt64(1, long.MaxValue);
        }
    }

    public EtcdClientStatus Status()
    {
        (ulong cluster, ulong member, long revision, string? changed) = Store.Picture();
        lock (_gate)
        {
            return new EtcdClientStatus(
                _endpoints.Current, _endpoints.Status(Now), cluster, member, revision, InFlight, changed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // Ends all calls that are still open, each with its own failure.
            await Transport.DisposeAsync().ConfigureAwait(false);
            Wheel.Dispose();
            Instruments.Dispose();
        }
    }

    private ImmutableArray<EndpointStatus> EndpointStatuses()
    {
        lock (_gate)
        {
            return _endpoints.Status(Now);
        }
    }

    private string ExplainEndpoints()
    {
        lock (_gate)
        {
            return _endpoints.Explain();
        }
    }
}
