using System.Buffers;
using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>One call with one request and one response, over all its tries.</summary>
/// <remarks>
/// <para>
/// It is everything that a call needs in one object, which is used again when its result was taken: the value task's
/// source, the sink of the transport and the node of the deadline.
/// </para>
/// <para>
/// Three may want to end it at the same time: the transport, the deadline and the caller. Whoever sets
/// <c>_ended</c> under the gate ends it. Only a call that the transport ended is used again: after an abort the
/// transport may still be calling this object.
/// </para>
/// </remarks>
internal sealed partial class UnaryCall<TRequest, TResponse> : DeadlineNode, ICallSink, IValueTaskSource<TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly Lock _gate = new();
    private readonly Calls _calls;
    private readonly EtcdMethod<TRequest, TResponse> _method;
    private readonly CallPool<TRequest, TResponse> _pool;
    private ManualResetValueTaskSourceCore<TResponse> _source;

    private TRequest? _request;
    private CallOptions _options;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _registration;
    private TimeSpan _deadline;
    private long _startedAt;
    private long _revisionAtStart;
    private Activity? _activity;

    private EtcdEndpoint? _endpoint;
    private IEtcdCall? _call;
    private string? _token;
    private TResponse? _response;
    private string? _unreadable;
    private EtcdException? _lastFailure;
    private ITimer? _retry;
    private int _tries;
    private bool _renewedToken;
    private bool _ended;
    private bool _reusable;

    public UnaryCall(
        Calls calls, EtcdMethod<TRequest, TResponse> method, CallPool<TRequest, TResponse> pool)
    {
        _calls = calls;
        _method = method;
        _pool = pool;
        _source.RunContinuationsAsynchronously = !calls.SingleThreaded;
    }

    /// <summary>Sends the request. The task is to be awaited once.</summary>
    public ValueTask<TResponse> Start(TRequest request, CallOptions options, CancellationToken cancellationToken)
    {
        short version = _source.Version;
        _request = request;
        _options = options;
        _cancellation = cancellationToken;
        _deadline = options.Deadline ?? _calls.Options.CallDeadline;
        _startedAt = _calls.Time.GetTimestamp();
        _revisionAtStart = _calls.Store.Revision;
        _activity = _calls.Instruments.StartCall(_method);
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static call => ((UnaryCall<TRequest, TResponse>)call!).OnCancelled(), this);
        }

        if (_deadline != Timeout.InfiniteTimeSpan)
        {
            _calls.Wheel.Add(this, _deadline);
        }

        TryOnce();
        return new ValueTask<TResponse>(this, version);
    }

    /// <inheritdoc/>
    public void OnMessage(ReadOnlySequence<byte> message)
    {
        try
        {
            _response = _method.Responses.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException e)
        {
            _unreadable = e.Message;
        }
    }

    /// <inheritdoc/>
    public void OnEnd(in CallEnd end)
    {
        if (end.Status is GrpcStatusCode.OK && _response is { } response && _unreadable is null)
        {
            Succeed(response);
        }
        else
        {
            OnFailure(end.Status is GrpcStatusCode.OK ? Unreadable() : end);
        }
    }

    /// <inheritdoc/>
    public TResponse GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            if (_reusable)
            {
                Clear();
                _pool.Return(this);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void TryOnce()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _tries++;
            _call = null;
            _response = null;
            _unreadable = null;
        }

        if (_options.Token is not null || !_calls.Tokens.IsUsedFor(_method))
        {
            Send(_options.Token);
        }
        else if (_calls.Tokens.TryGet(out string? token))
        {
            Send(token);
        }
        else
        {
            _ = SendWithNewTokenAsync(refused: null);
        }
    }

    private void Send(string? token)
    {
        TimeSpan left = Left();
        if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
        {
            // G6: a deadline that is already past is answered here. The wheel would come up to a tick later.
            OnDeadline();
            return;
        }

        EtcdEndpoint endpoint = _options.Endpoint ?? _calls.ChooseEndpoint();
        var head = new CallHead(
            _method,
            token,
            _options.RequireLeader ?? false,
            left,
            CallLane.Calls,
            ReadsSlowly: false,
            _calls.Options.MaxReceiveBytes);
        IEtcdCall call;
        TRequest request;
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _endpoint = endpoint;
            _token = token;
            request = _request!;
            call = _calls.Transport.Open(endpoint, head, this);
            _call = call;
        }

        // Nothing of this object is touched any more: it may have ended, and be another call already.
        call.Send(request, last: true);
    }

    private async Task SendWithNewTokenAsync(string? refused)
    {
        try
        {
            // Not the caller's token alone: the deadline is for all of it, and ends the call by itself.
            Send(await _calls.Tokens.RenewAsync(refused).ConfigureAwait(false));
        }
        catch (EtcdException e)
        {
            Fail(e, reusable: false);
        }
        catch (ObjectDisposedException)
        {
            Fail(CallFailures.Local(_method, EtcdErrorTexts.NotReached, "the client is closed"), reusable: false);
        }
    }

    private TimeSpan Left()
    {
        TimeSpan left = _deadline - _calls.Time.GetElapsedTime(_startedAt);
        return _deadline == Timeout.InfiniteTimeSpan ? _deadline : left;
    }

    private void Clear()
    {
        _source.Reset();
        _request = null;
        _options = default;
        _cancellation = default;
        _registration = default;
        _activity = null;
        _endpoint = null;
        _call = null;
        _token = null;
        _response = null;
        _unreadable = null;
        _lastFailure = null;
        _retry = null;
        _tries = 0;
        _renewedToken = false;
        _ended = false;
        _reusable = false;
    }
}
