using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <content>The member's end.</content>
internal sealed partial class ModelCall
{
    private IServerStream? _stream;
    private ITimer? _deadline;
    private bool _begun;
    private bool _answered;

    /// <summary>Fires when the client has gone, or its deadline has passed.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Whether either side may send more than one message.</summary>
    public bool IsStream => Method.RequestStreams || Method.ResponseStreams;

    public string? Token => _head.Token;

    public bool RequiresLeader => _head.RequireLeader;

    /// <summary>Sends a message to the client, unless the call is over.</summary>
    public void Respond(IMessage response)
    {
        if (!_answered)
        {
            byte[] bytes = response.ToByteArray();
            Return(() => Deliver(bytes));
        }
    }

    /// <summary>Ends the call, unless it is over.</summary>
    public void End(GrpcStatusCode status = GrpcStatusCode.OK, string text = "")
    {
        if (Close())
        {
            Return(() => Deliver(new CallEnd(status, text, SendState.Answered)));
        }
    }

    /// <summary>Ends the call without the client's learning it.</summary>
    public void FallSilent() => Close();

    /// <summary>Starts to serve a stream.</summary>
    public void Serve(IServerStream stream) => _stream = stream;

    private void Arrive(byte[]? bytes, bool last)
    {
        if (_answered)
        {
            return;
        }

        int limit = _kernel.Options.MaxRequestBytes + Overhead;
        if (bytes?.Length > limit)
        {
            string text = $"grpc: received message larger than max ({bytes.Length} vs. {limit})";
            End(GrpcStatusCode.ResourceExhausted, text);
            return;
        }

        IMessage? request = bytes is null ? null : Method.RequestReader.ParseFrom(bytes);
        bool first = !_begun;
        if (first)
        {
            Begin(request);
        }

        if (request is not null && !_answered && (Method.RequestStreams || first))
        {
            _kernel.Dispatcher.Request(this, _stream, request);
        }

        if (last && !_answered)
        {
            _stream?.OnHalfClose();
        }
    }

    private void Begin(IMessage? request)
    {
        _begun = true;
        if (_head.Timeout != Timeout.InfiniteTimeSpan)
        {
            _deadline = Time.After(_head.Timeout, Expire);
        }

        if (request is null && !Method.RequestStreams)
        {
            End(GrpcStatusCode.Internal, "the request has no message");
        }
        else
        {
            _kernel.Dispatcher.Open(this);
        }
    }

    // G6: the member's own timer, from when the request came. The client has given up before it hears of this.
    private void Expire()
    {
        End(GrpcStatusCode.DeadlineExceeded, "context deadline exceeded");
        _leave();
    }

    private void Leave()
    {
        if (Close())
        {
            _leave();
        }
    }

    private bool Close()
    {
        if (_answered)
        {
            return false;
        }

        _answered = true;
        _deadline?.Dispose();
        _stream?.OnGone();
        return true;
    }
}
