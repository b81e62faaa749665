using System.Buffers.Binary;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>Windows in both directions and the peer's settings (RFC 9113, sections 5.2 and 6.5; G14).</content>
internal sealed partial class H2Connection
{
    private Settings _peer = new();
    private ReceiveWindow _window = new(H2Limits.ConnectionWindow);
    private int _sendWindow = Settings.DefaultWindow;

    /// <summary>A message is about to be handed to a slow reader, which will count the payload only.</summary>
    public void OnHandOver(H2Stream stream)
    {
        lock (_gate)
        {
            stream.Window.Use(GrpcFrameWriter.PrefixBytes);
        }
    }

    /// <summary>A slow reader has used up bytes of messages.</summary>
    public void OnConsumed(H2Stream stream, int bytes)
    {
        bool wake;
        lock (_gate)
        {
            stream.Window.Use(bytes);
            Reopen(stream, missing: 0);
            wake = TakeWake();
        }

        Wake(wake);
    }

    // The whole frame counts, with its padding, and for the connection also if the stream is over.
    private void TakeOfConnection(int bytes)
    {
        if (!_window.TryTake(bytes))
        {
            throw new H2Exception(H2ErrorCode.FlowControlError, "the server sent more than the connection's window");
        }

        // A stream that is not read must not hold back the others: the connection's window never waits for it.
        if (_window.TakeDue(missing: 0) is > 0 and var due)
        {
            lock (_gate)
            {
                FrameWriter.WriteWindowUpdate(_output, 0, due);
            }
        }
    }

    // Whether the peer kept to the window. Padding counts, but is used up at once.
    private bool TryTakeOfStream(H2Stream stream, int frameBytes, int contentBytes)
    {
        if (!stream.Head.ReadsSlowly)
        {
            return stream.Window.TryTake(frameBytes);
        }

        lock (_gate)
        {
            stream.Window.Hold(contentBytes);
            return stream.Window.TryTake(frameBytes);
        }
    }

    private void ReopenAfter(H2Stream stream)
    {
        // Only the read loop changes this window, unless the reader is slow: a look costs no lock.
        if (stream.Head.ReadsSlowly || stream.Window.IsDue)
        {
            lock (_gate)
            {
                Reopen(stream, stream.Head.ReadsSlowly ? stream.MissingBytes : 0);
            }
        }
    }

    private void Reopen(H2Stream stream, long missing)
    {
        if (stream.Place is H2Stream.Stand.Open && stream.Window.TakeDue(missing) is > 0 and var due)
        {
            FrameWriter.WriteWindowUpdate(_output, stream.Id, due);
        }
    }

    private void OnWindowUpdate(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        FrameReader.CheckSize(payload.Length is sizeof(uint), header);
        int increment = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & H2Limits.Largest);
        if (header.StreamId is 0)
        {
            OnConnectionWindow(increment);
        }
        else if (TryFind(header.StreamId, out H2Stream? stream))
        {
            OnStreamWindow(stream, increment);
        }
    }

    private void OnConnectionWindow(int increment)
    {
        if (increment is 0)
        {
            throw new H2Exception(H2ErrorCode.ProtocolError, "the server opened the connection's window by 0");
        }

        lock (_gate)
        {
            _sendWindow = Opened(_sendWindow, increment);

            // Each is visited once: who still is blocked stands at the end of the list again.
            for (int count = _blocked.Count; count > 0 && _sendWindow > 0; count--)
            {
                H2Stream stream = _blocked.First!;
                _blocked.Remove(stream);
                Pump(stream);
            }
        }
    }

    private void OnStreamWindow(H2Stream stream, int increment)
    {
        H2ErrorCode? error = null;
        lock (_gate)
        {
            if (increment is 0)
            {
                error = H2ErrorCode.ProtocolError;
            }
            else if ((long)stream.SendWindow + increment > H2Limits.Largest)
            {
                error = H2ErrorCode.FlowControlError;
            }
            else
            {
                stream.SendWindow += increment;
                Pump(stream);
            }
        }

        if (error is { } code && stream.TryEnter())
        {
            string text = $"the server opened the stream's window by {increment}";
            Finish(stream, CallEnds.Broken(text), code);
            stream.Leave();
        }
    }

    private void OnSettings(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        FrameReader.CheckScope(header.StreamId is 0, header);
        if (header.Has(FrameHeader.Ack))
        {
            FrameReader.CheckSize(payload.IsEmpty, header);
            return;
        }

        Settings settings = _peer.With(payload);
        lock (_gate)
        {
            int change = settings.Window - _peer.Window;
            _peer = settings;
            _headers.Limit(settings.TableBytes);
            FrameWriter.WriteSettingsAck(_output);
            CountReply();
            ShiftWindows(change);
            _phase = _phase is Phase.Connecting ? Phase.Ready : _phase;
            OpenWaiting();
        }
    }

    // RFC 9113, 6.9.2: open streams follow the new initial window, even below zero.
    private void ShiftWindows(int change)
    {
        if (change is 0)
        {
            return;
        }

        foreach (H2Stream stream in _open.Values)
        {
            stream.SendWindow = Opened(stream.SendWindow, change);
            Pump(stream);
        }
    }

    private static int Opened(int window, int increment)
    {
        long opened = (long)window + increment;
        return opened <= H2Limits.Largest
            ? (int)opened
            : throw new H2Exception(H2ErrorCode.FlowControlError, "the server opened a window above 2^31 - 1");
    }

    // A peer that asks and asks, and does not read the answers, would fill the memory.
    private void CountReply()
    {
        if (++_replies > H2Limits.UnsentReplies)
        {
            throw new H2Exception(H2ErrorCode.EnhanceYourCalm, "the server asks for answers and does not read them");
        }
    }
}
