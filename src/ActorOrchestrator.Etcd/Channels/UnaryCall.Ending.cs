using System.Diagnostics;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels;

/// <content>How a try fails and is repeated, and how the call ends.</content>
internal sealed partial class UnaryCall<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <inheritdoc/>
    protected internal override void OnDeadline()
    {
        if (!TryEnd(out IEtcdCall? call))
        {
            return;
        }

        bool mayHaveLeft = call is { MayHaveLeft: true };
        call?.Abort();
        _retry?.Dispose();
        EtcdException failure = _calls.Failures.DeadlinePassed(Facts(), mayHaveLeft, _lastFailure);
        if (call is not null)
        {
            // A member that does not answer is left for another one.
            _calls.EndpointFailed(_endpoint!, failure.Text);
        }

        Finish(failure.Class.ToString(), reusable: false);
        _source.SetException(failure);
    }

    private void OnCancelled()
    {
        if (!TryEnd(out IEtcdCall? call))
        {
            return;
        }

        call?.Abort();
        _retry?.Dispose();
        Finish("Cancelled", reusable: false);
        // K4: always with the caller's token.
        _source.SetException(new OperationCanceledException(_cancellation));
    }

    private void Succeed(TResponse response)
    {
        _calls.EndpointAnswered(_endpoint!);
        if (!TryEnd(out _))
        {
            return;
        }

        if (response is IEtcdResponse { Header: { } header })
        {
            _calls.Store.Observe(header, IsLinearizable() ? _revisionAtStart : 0);
            _activity?.SetTag("revision", header.Revision);
        }

        Finish("OK", reusable: true);
        _source.SetResult(response);
    }

    private void OnFailure(in CallEnd end)
    {
        EtcdException failure = CallFailures.Of(Facts(), end);
        if (CallFailures.MovesOn(failure, end.Failure))
        {
            _calls.EndpointFailed(_endpoint!, failure.Text);
        }
        else
        {
            _calls.EndpointAnswered(_endpoint!);
        }

        if (!_renewedToken && _options.Token is null && _calls.Tokens.IsRefusal(_method, failure))
        {
            _renewedToken = true;
            string? refused = _token;
            lock (_gate)
            {
                _call = null;
            }

            _ = TryAgainWithNewTokenAsync(refused);
            return;
        }

        TimeSpan? wait = RetryPlan.Next(
            failure.Class, _options.Repeat, RetryPlan.IsRepeatable(_method), _tries, Left(), _calls.NextRandom());
        if (wait is { } pause)
        {
            _calls.Instruments.Repeated(_method);
            TryAgainAfter(pause, failure);
        }
        else
        {
            Fail(failure, reusable: true);
        }
    }

    // A try of its own: the one that was refused has ended.
    private Task TryAgainWithNewTokenAsync(string? refused)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return Task.CompletedTask;
            }

            _tries++;
            _response = null;
            _unreadable = null;
        }

        return SendWithNewTokenAsync(refused);
    }

    private void TryAgainAfter(TimeSpan pause, EtcdException failure)
    {
        ITimer timer = _calls.Time.CreateTimer(
            static call => ((UnaryCall<TRequest, TResponse>)call!).TryOnce(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _retry?.Dispose();
            if (_ended)
            {
                timer.Dispose();
                return;
            }

            _call = null;
            _lastFailure = failure;
            _retry = timer;
            timer.Change(pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fail(EtcdException failure, bool reusable)
    {
        if (!TryEnd(out _))
        {
            return;
        }

        if (failure.Class is ErrorClass.Ambiguous)
        {
            _calls.Instruments.Ambiguous(_method);
        }

        Finish(failure.Class.ToString(), reusable);
        _source.SetException(failure);
    }

    private bool TryEnd(out IEtcdCall? call)
    {
        lock (_gate)
        {
            call = _call;
            bool first = !_ended;
            _ended = true;
            return first;
        }
    }

    // What is left before the caller is told. A deadline or a cancellation that is on its way at this moment still
    // holds this object, so it is not used again then.
    private void Finish(string outcome, bool reusable)
    {
        bool unwatched = _deadline == Timeout.InfiniteTimeSpan || _calls.Wheel.Remove(this);
        bool unregistered = !_cancellation.CanBeCanceled || _registration.Unregister();
        _retry?.Dispose();
        _reusable = reusable && unwatched && unregistered;
        _calls.CallEnded();
        _calls.Instruments.CallEnded(_method, outcome, _calls.Time.GetElapsedTime(_startedAt));
        if (_activity is { } activity)
        {
            activity.SetTag("endpoint", _endpoint?.ToString());
            activity.SetStatus(outcome is "OK" ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome);
            activity.Dispose();
        }
    }

    private CallEnd Unreadable() => new(
        GrpcStatusCode.Internal,
        _unreadable is null ? "the server answered without a message" : $"the answer cannot be read: {_unreadable}",
        SendState.MaybeSent,
        CallFailure.Lost);

    private CallFacts Facts() => new(
        _method,
        _endpoint,
        _calls.Time.GetElapsedTime(_startedAt),
        _tries,
        IsWrite: !RetryPlan.IsRead(_method),
        IsLocal());

    private bool IsLocal() => _request is RangeRequest { Serializable: true };

    private bool IsLinearizable() => _request switch
    {
        RangeRequest range => !range.Serializable,
        PutRequest or DeleteRangeRequest => true,
        // A transaction of serializable reads only is answered like one of them.
        TxnRequest txn => txn.Success.Concat(txn.Failure).Any(op => op.RequestRange is not { Serializable: true }),
        _ => false,
    };
}
