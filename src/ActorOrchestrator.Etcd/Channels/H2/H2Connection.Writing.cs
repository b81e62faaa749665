using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>Framing messages under the gate, and one writer that sends what has gathered.</content>
internal sealed partial class H2Connection : IThreadPoolWorkItem
{
    private PooledBuffer _output = new();
    private PooledBuffer _sending = new();
    private long _unsentBytes;
    private int _replies;
    private int _handedOver;
    private bool _isWriting;
    private bool _isWriteFailed;

    /// <summary>The writer, on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute() => _ = WriteAllAsync();

    // Under the gate.
    private void Write(H2Stream stream, IMessage? message, int frameBytes, bool last)
    {
        bool direct = message is not null
            && stream is { Place: H2Stream.Stand.Open, HasUnsent: false }
            && frameBytes <= Math.Min(_peer.FrameBytes, Math.Min(stream.SendWindow, _sendWindow));
        if (direct)
        {
            WriteDirect(stream, message!, frameBytes, last);
            return;
        }

        if (stream.Unsent.Length > H2Limits.UnsentBytesOfCall)
        {
            EndOverfull(stream);
            return;
        }

        if (message is not null)
        {
            stream.Keep(message, frameBytes);
            _unsentBytes += frameBytes;
        }

        if (last)
        {
            stream.NoteLast();
        }

        Pump(stream);
    }

    // The usual case: the message fits, and goes where it will be sent from.
    private void WriteDirect(H2Stream stream, IMessage message, int frameBytes, bool last)
    {
        int before = _output.Length;
        _ = _output.GetSpan(FrameHeader.Bytes + frameBytes);
        FrameFlags flags = last ? FrameFlags.EndStream : FrameFlags.None;
        FrameWriter.WriteHeader(_output, new FrameHeader(frameBytes, FrameType.Data, flags, stream.Id));
        try
        {
            GrpcFrameWriter.Write(_output, message, frameBytes - GrpcFrameWriter.PrefixBytes);
        }
        catch
        {
            // The message changed while it was written: the frames before it stay whole.
            _output.Truncate(before);
            throw;
        }

        Spend(stream, frameBytes);
        if (last)
        {
            stream.NoteLast();
            stream.IsEndWritten = true;
        }
    }

    // Writes as much of what a stream has waiting as the windows allow.
    private void Pump(H2Stream stream)
    {
        while (stream is { Place: H2Stream.Stand.Open, HasUnsent: true })
        {
            ReadOnlySpan<byte> unsent = stream.Unsent;
            int window = Math.Max(0, Math.Min(stream.SendWindow, _sendWindow));
            int part = Math.Min(Math.Min(unsent.Length, _peer.FrameBytes), window);
            if (part is 0 && !unsent.IsEmpty)
            {
                _blocked.Add(stream);
                return;
            }

            bool end = stream.IsLastSent && part == unsent.Length;
            FrameFlags flags = end ? FrameFlags.EndStream : FrameFlags.None;
            FrameWriter.WriteHeader(_output, new FrameHeader(part, FrameType.Data, flags, stream.Id));
            _output.Write(unsent[..part]);
            Spend(stream, part);
            stream.DropUnsent(part);
            _unsentBytes -= part;
            stream.IsEndWritten = end;
        }

        _blocked.Remove(stream);
    }

    private void Spend(H2Stream stream, int bytes)
    {
        stream.SendWindow -= bytes;
        _sendWindow -= bytes;
    }

    private void EndOverfull(H2Stream stream)
    {
        string text = $"more than {H2Limits.UnsentBytesOfCall} bytes of the call wait for the server to read them";
        CallEnd end = stream.Id is 0
            ? CallEnds.NoRoom(text)
            : CallEnds.Lost(GrpcStatusCode.ResourceExhausted, text);
        Remove(stream, H2ErrorCode.Cancel);
        stream.EndLater(end);
    }

    // Under the gate: whether the caller has to wake the writer when it has left the gate.
    private bool TakeWake()
    {
        if (_isWriting || _link is null || (_output.Length is 0 && _finished is null))
        {
            return false;
        }

        _isWriting = true;
        return true;
    }

    private void Wake(bool wake)
    {
        if (wake)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // Nearly always complete at once: only a socket whose buffer is full makes it wait, and costs a task.
    private async Task WriteAllAsync()
    {
        try
        {
            while (TryTakeBatch(out ReadOnlyMemory<byte> batch))
            {
                await _link!.Stream.WriteAsync(batch).ConfigureAwait(false);
            }

            BreakIfFinished();
        }
        catch (Exception e)
        {
            OnWriteFailed(e);
        }
    }

    private bool TryTakeBatch(out ReadOnlyMemory<byte> batch)
    {
        lock (_gate)
        {
            Recycle(_sending);
            if (_output.Length is 0)
            {
                _isWriting = false;
                _finished?.TrySetResult();
                batch = default;
                return false;
            }

            (_output, _sending) = (_sending, _output);
            _handedOver = unchecked(_nextStreamId - 2);
            _replies = 0;
            batch = _sending.Memory;
            return true;
        }
    }

    private static void Recycle(PooledBuffer buffer)
    {
        if (buffer.Capacity > H2Limits.KeptOutputBytes)
        {
            buffer.Release();
        }
        else
        {
            buffer.Clear();
        }
    }

    private void OnWriteFailed(Exception cause)
    {
        lock (_gate)
        {
            // The writer stays taken: nothing can be written any more.
            _isWriteFailed = true;
            NoteLoss($"the connection to {Endpoint} was lost: {cause.Message}", cause);
            _finished?.TrySetResult();
        }

        _link!.Break();
    }
}
