using System.Buffers;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>How a call is over, and how the peer is told of it.</summary>
/// <param name="End">What the sink is told.</param>
/// <param name="Reset">The code of RST_STREAM; NO_ERROR is sent only if our side is still open.</param>
internal readonly record struct Outcome(CallEnd End, H2ErrorCode Reset);

/// <content>Reading the answer: headers, messages, trailers (G2, G4, G8). Only the read loop, in its turn.</content>
internal sealed partial class H2Stream
{
    private readonly GrpcFrameReader _reader;
    private ReceivedBytes? _received;
    private ForeignBody? _foreign;
    private ReceiveWindow _window = new(H2Limits.StreamWindow);
    private bool _isHeadSeen;
    private bool _isMessageSeen;

    /// <summary>What the peer may send. For a slow reader guarded by the gate, else the read loop's.</summary>
    public ref ReceiveWindow Window => ref _window;

    /// <summary>How much of a message that has begun is still to come; 0 if none has.</summary>
    public long MissingBytes => _received?.MissingBytes ?? 0;

    /// <summary>Headers or trailers came.</summary>
    /// <returns>Whether the call is over.</returns>
    public bool OnHead(ResponseHead head, bool endStream, out Outcome outcome)
    {
        if (head.Malformed is { } why)
        {
            outcome = Malformed(why);
            return true;
        }

        if (head.IsTooLarge)
        {
            string text = $"the headers of the answer are larger than {H2Limits.HeaderListBytes} bytes";
            outcome = new Outcome(CallEnds.Lost(GrpcStatusCode.ResourceExhausted, text), H2ErrorCode.Cancel);
            return true;
        }

        return _isHeadSeen ? OnTrailers(head, endStream, out outcome) : OnFirstHead(head, endStream, out outcome);
    }

    /// <summary>A part of the body came.</summary>
    /// <returns>Whether the call is over.</returns>
    public bool OnData(ReadOnlyMemory<byte> data, bool endStream, out Outcome outcome)
    {
        if (!_isHeadSeen)
        {
            outcome = Malformed("DATA came before the headers");
            return true;
        }

        if (_foreign is not null)
        {
            _foreign.Append(data.Span);
            outcome = new Outcome(_foreign.End, endStream ? H2ErrorCode.NoError : H2ErrorCode.Cancel);
            return endStream || _foreign.IsFull;
        }

        if (!TryDeliver(data, out outcome))
        {
            return true;
        }

        outcome = new Outcome(
            CallEnds.Broken("server closed the stream without sending trailers"), H2ErrorCode.NoError);
        return endStream;
    }

    private bool OnFirstHead(ResponseHead head, bool endStream, out Outcome outcome)
    {
        outcome = default;
        if (head.HttpStatus is 0)
        {
            outcome = Malformed("the headers have no :status");
            return true;
        }

        const int FirstFinalStatus = 200;
        if (head.HttpStatus < FirstFinalStatus)
        {
            // 1xx: the real headers follow.
            outcome = endStream ? Malformed("the stream ends with an informational status") : default;
            return endStream;
        }

        _isHeadSeen = true;
        bool isGrpc = head is { HttpStatus: 200, IsGrpc: true };
        if (head.GrpcStatus is not null && (endStream || head.GrpcStatus is not GrpcStatusCode.OK))
        {
            return OnStatus(head, endStream, out outcome);
        }

        if (!isGrpc)
        {
            _foreign = new ForeignBody(head.HttpStatus, head.OtherContentType);
            outcome = new Outcome(_foreign.End, H2ErrorCode.NoError);
            return endStream;
        }

        if (head.Encoding is { } encoding)
        {
            string text = $"the server compresses its messages with '{encoding}', for which it was not asked";
            outcome = new Outcome(CallEnds.Broken(text), endStream ? H2ErrorCode.NoError : H2ErrorCode.Cancel);
            return true;
        }

        return endStream && OnStatus(head, endStream, out outcome);
    }

    private bool OnTrailers(ResponseHead head, bool endStream, out Outcome outcome)
    {
        if (!endStream || head.HttpStatus is not 0)
        {
            outcome = Malformed(endStream ? "the trailers have a :status" : "the trailers do not end the stream");
            return true;
        }

        if (_foreign is not null && head.GrpcStatus is null)
        {
            outcome = new Outcome(_foreign.End, H2ErrorCode.NoError);
            return true;
        }

        return OnStatus(head, endStream, out outcome);
    }

    private bool OnStatus(ResponseHead head, bool endStream, out Outcome outcome)
    {
        CallEnd end = head.GrpcStatus switch
        {
            null => CallEnds.Lost(GrpcStatusCode.Unknown, "the server's trailers have no grpc-status"),
            GrpcStatusCode.OK when _received is { IsEmpty: false } =>
                CallEnds.Broken("unexpected EOF: the stream ended inside a message"),
            GrpcStatusCode.OK when !Head.Method.ResponseStreams && !_isMessageSeen =>
                CallEnds.Broken("the server answered a unary call without a message"),
            { } status => CallEnds.Answered(status, head.Text),
        };
        outcome = new Outcome(end, endStream ? H2ErrorCode.NoError : H2ErrorCode.Cancel);
        return true;
    }

    private bool TryDeliver(ReadOnlyMemory<byte> data, out Outcome outcome)
    {
        outcome = default;
        try
        {
            if (_received is null or { IsEmpty: true })
            {
                var input = new ReadOnlySequence<byte>(data);
                bool goOn = DeliverAll(ref input, out outcome);
                Keep(input);
                return goOn;
            }

            _received.Append(data.Span);
            ReadOnlySequence<byte> all = _received.Sequence;
            bool more = DeliverAll(ref all, out outcome);
            _received.KeepOnly(all);
            return more;
        }
        catch (GrpcFrameException frame)
        {
            outcome = new Outcome(CallEnds.Refused(frame), H2ErrorCode.Cancel);
            return false;
        }
    }

    private bool DeliverAll(ref ReadOnlySequence<byte> input, out Outcome outcome)
    {
        outcome = default;
        while (!IsOver && _reader.TryRead(ref input, out ReadOnlySequence<byte> message))
        {
            if (_isMessageSeen && !Head.Method.ResponseStreams)
            {
                string text = "the server answered a unary call with more than one message";
                outcome = new Outcome(CallEnds.Broken(text), H2ErrorCode.Cancel);
                return false;
            }

            _isMessageSeen = true;
            if (Head.ReadsSlowly)
            {
                Connection!.OnHandOver(this);
            }

            _sink.OnMessage(message);
        }

        return true;
    }

    private void Keep(in ReadOnlySequence<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }

        _received ??= new ReceivedBytes();
        _received.Append(rest.FirstSpan);
    }

    private static Outcome Malformed(string why) =>
        new(CallEnds.Broken($"the answer is malformed: {why}"), H2ErrorCode.ProtocolError);
}
