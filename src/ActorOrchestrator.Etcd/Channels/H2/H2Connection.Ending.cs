namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>How calls and the connection end.</content>
internal sealed partial class H2Connection
{
    private TaskCompletionSource? _finished;
    private ITimer? _goodbyeTimer;
    private string? _goAway;
    private H2ErrorCode _goodbyeCode;
    private string? _lossText;
    private Exception? _lossCause;

    private void Close()
    {
        const string why = "the client was closed";
        bool wake = false;
        lock (_gate)
        {
            NoteLoss(why, cause: null);
            if (_link is not null)
            {
                SayGoodbye(H2ErrorCode.NoError, why);
                wake = TakeWake();
            }
        }

        Wake(wake);
        _closing.Cancel();
    }

    // Only the read loop, while it has the stream's turn.
    private void Finish(H2Stream stream, in CallEnd end, H2ErrorCode? reset)
    {
        lock (_gate)
        {
            Remove(stream, reset);
        }

        stream.TryEnd(end);
    }

    // G10: what lies above the last id was not processed; what lies below goes on.
    private void OnGoAway(int lastStreamId, string text)
    {
        List<H2Stream> ended;
        lock (_gate)
        {
            _goAway = text;
            _phase = TakesCalls ? Phase.Draining : _phase;
            ended = [.. _open.Values.Where(stream => stream.Id > lastStreamId), .. Waiting()];
        }

        foreach (H2Stream stream in ended.Where(stream => stream.TryEnter()))
        {
            Finish(stream, CallEnds.NotReached($"{text}, and did not process the call"), reset: null);
            stream.Leave();
        }

        lock (_gate)
        {
            CloseIfDrained();
        }
    }

    // Under the gate, on any thread.
    private void DrainBecause(string text)
    {
        _phase = Phase.Draining;
        foreach (H2Stream stream in Waiting())
        {
            Remove(stream, reset: null);
            stream.EndLater(CallEnds.NotReached(text));
        }

        CloseIfDrained();
    }

    private void CloseIfDrained()
    {
        if (_phase is Phase.Draining && _open.Count is 0 && _waiting.Count is 0)
        {
            SayGoodbye(H2ErrorCode.NoError, "the connection was drained");
        }
    }

    // Under the gate: the last frame. The writer breaks the link when it is written, or time is up.
    private void SayGoodbye(H2ErrorCode code, string why)
    {
        if (_finished is not null)
        {
            return;
        }

        NoteLoss(why, cause: null);
        _finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_isWriteFailed)
        {
            _finished.SetResult();
            return;
        }

        FrameWriter.WriteGoAway(_output, code, code is H2ErrorCode.NoError ? "" : why);
        _goodbyeTimer = _options.Time.CreateTimer(
            state => ((H2Link)state!).Break(), _link, H2Limits.Goodbye, Timeout.InfiniteTimeSpan);
    }

    private void NoteLoss(string text, Exception? cause)
    {
        _phase = Phase.Closed;
        if (_lossText is null)
        {
            _lossText = text;
            _lossCause = cause;
        }
    }

    private void BreakIfFinished()
    {
        if (Volatile.Read(ref _finished) is not null)
        {
            _link!.Break();
        }
    }

    private void NoteReadFailure(Exception failure)
    {
        lock (_gate)
        {
            string after = _goAway is null ? "" : $" after {_goAway}";
            NoteLoss($"the connection to {Endpoint} was lost{after}: {failure.Message}", failure);
            _goodbyeCode = failure switch
            {
                H2Exception broken => broken.Code,
                IOException or ObjectDisposedException => H2ErrorCode.NoError,
                _ => H2ErrorCode.InternalError,
            };
        }
    }

    // The read loop is over: nothing else calls the sinks of this connection now.
    private void EndAll()
    {
        List<(H2Stream Stream, bool MayHaveLeft)> ended;
        string text;
        lock (_gate)
        {
            _phase = Phase.Closed;
            text = _lossText ?? $"the connection to {Endpoint} was lost";

            // What was not handed to the socket by now never will be: that is the proof.
            _output.Clear();
            ended =
            [
                .. _open.Values.Select(stream => (stream, stream.Id <= _handedOver)),
                .. Waiting().Select(stream => (stream, false)),
            ];
        }

        foreach ((H2Stream stream, bool mayHaveLeft) in ended)
        {
            EndLast(stream, mayHaveLeft
                ? CallEnds.Lost(GrpcStatusCode.Unavailable, text, _lossCause)
                : CallEnds.NotReached(text, _lossCause));
        }
    }

    private void EndLast(H2Stream stream, in CallEnd end)
    {
        // A sink that threw has left its stream in the read loop's turn, which nobody has any more: it is told, too.
        bool entered = stream.TryEnter();
        Finish(stream, end, reset: null);
        if (entered)
        {
            stream.Leave();
        }
    }

    private List<H2Stream> Waiting()
    {
        List<H2Stream> waiting = [];
        for (H2Stream? stream = _waiting.First; stream is not null; stream = stream.Next)
        {
            waiting.Add(stream);
        }

        return waiting;
    }
}
