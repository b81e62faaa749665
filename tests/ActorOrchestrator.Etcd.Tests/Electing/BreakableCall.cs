using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>One call on a <see cref="BreakableWire"/>.</summary>
internal sealed class BreakableCall(BreakableWire wire, EtcdMethod method, ICallSink sink) : IEtcdCall, ICallSink
{
    private WireFault? _fault;
    private readonly Queue<ByteString> _creating = [];
    private bool _isOver;

    /// <summary>The watches of this stream, by their ids.</summary>
    public Dictionary<long, ByteString> Watches { get; } = [];

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
            if (message is WatchRequest watch)
            {
                Note(watch);
            }

            Inner!.Send(message, last);
        }

        wire.AfterSend(message);
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
            if (method == EtcdMethods.Watch)
            {
                Note(WatchResponse.Parser.ParseFrom(message));
            }

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

    private void Note(WatchRequest request)
    {
        if (request.CreateRequest is { } create)
        {
            _creating.Enqueue(create.Key);
        }
        else if (request.CancelRequest is { } cancel)
        {
            Watches.Remove(cancel.WatchId);
        }
    }

    private void Note(WatchResponse response)
    {
        if (response.Created)
        {
            Watches[response.WatchId] = _creating.Dequeue();
        }

        if (response.Canceled)
        {
            Watches.Remove(response.WatchId);
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
