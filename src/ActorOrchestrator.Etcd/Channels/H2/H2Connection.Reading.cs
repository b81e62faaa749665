using System.Buffers.Binary;
using System.Text;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>The read loop: frame after frame (RFC 9113, section 6). It alone calls the sinks.</content>
internal sealed partial class H2Connection
{
    private readonly HpackDecoder _decoder = new(H2Limits.HeaderTableBytes);
    private readonly ResponseHead _head = new();
    private readonly PooledBuffer _block = new();
    private FrameHeader _blockStart;
    private int _blockFrames;

    private async Task ReadAllAsync(H2Link link)
    {
        while (true)
        {
            OnBytes(link);
            Wake(LookWhetherToWake());
            if (!await link.FillAsync(CancellationToken.None).ConfigureAwait(false))
            {
                throw new EndOfStreamException("the server closed the connection");
            }
        }
    }

    private void OnBytes(H2Link link)
    {
        ReadOnlyMemory<byte> unread = link.Unread;
        while (FrameReader.TryRead(ref unread, out FrameHeader header, out ReadOnlyMemory<byte> payload))
        {
            link.Skip(FrameHeader.Bytes + header.Length);
            OnFrame(header, payload);
        }
    }

    private void OnFrame(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        if (_blockFrames > 0 && header.Type is not FrameType.Continuation)
        {
            throw new H2Exception(H2ErrorCode.ProtocolError, $"{header.Type} came in the middle of a header block");
        }

        switch (header.Type)
        {
            case FrameType.Data:
                OnData(header, payload);
                break;
            case FrameType.Headers:
                OnHeaders(header, payload);
                break;
            case FrameType.Continuation:
                OnContinuation(header, payload);
                break;
            case FrameType.RstStream:
                OnRstStream(header, payload.Span);
                break;
            case FrameType.Settings:
                OnSettings(header, payload.Span);
                break;
            case FrameType.Ping:
                OnPing(header, payload.Span);
                break;
            case FrameType.GoAway:
                OnGoAway(header, payload.Span);
                break;
            case FrameType.WindowUpdate:
                OnWindowUpdate(header, payload.Span);
                break;
            case FrameType.PushPromise:
                throw new H2Exception(H2ErrorCode.ProtocolError, "the server pushes, which it was told not to");
            case FrameType.Priority:
                FrameReader.CheckScope(header.StreamId is not 0, header);
                FrameReader.CheckSize(header.Length is 5, header);
                break;
        }
    }

    private void OnData(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        FrameReader.CheckScope(header.StreamId is not 0, header);
        TakeOfConnection(header.Length);
        ReadOnlyMemory<byte> content = FrameReader.Content(header, payload);

        // A call that is over is forgotten at once: what still comes for it is dropped.
        if (!TryFind(header.StreamId, out H2Stream? stream) || !stream.TryEnter())
        {
            return;
        }

        bool endStream = header.Has(FrameFlags.EndStream);
        if (!TryTakeOfStream(stream, header.Length, content.Length))
        {
            CallEnd end = CallEnds.Broken("the server sent more than the window of the stream");
            Finish(stream, end, H2ErrorCode.FlowControlError);
        }
        else if (stream.OnData(content, endStream, out Outcome outcome))
        {
            Finish(stream, outcome.End, outcome.Reset);
        }
        else
        {
            ReopenAfter(stream);
        }

        stream.Leave();
    }

    private void OnHeaders(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        FrameReader.CheckScope(header.StreamId is not 0, header);
        ReadOnlyMemory<byte> content = FrameReader.Content(header, payload);
        if (header.Has(FrameFlags.EndHeaders))
        {
            OnBlock(header, content.Span);
            return;
        }

        _blockStart = header;
        _blockFrames = 1;
        _block.Write(content.Span);
    }

    private void OnContinuation(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        FrameReader.CheckScope(_blockFrames > 0 && header.StreamId == _blockStart.StreamId, header);
        _block.Write(payload.Span);
        if (++_blockFrames > H2Limits.HeaderFrames || _block.Length > H2Limits.HeaderBlockBytes)
        {
            throw new H2Exception(H2ErrorCode.EnhanceYourCalm, "a header block has no end");
        }

        if (header.Has(FrameFlags.EndHeaders))
        {
            _blockFrames = 0;
            OnBlock(_blockStart, _block.Span);
            _block.Release();
        }
    }

    private void OnBlock(in FrameHeader start, ReadOnlySpan<byte> block)
    {
        // Also the block of a forgotten call is decoded: it may change the table.
        _head.Reset();
        _decoder.Decode(block, _head);
        if (TryFind(start.StreamId, out H2Stream? stream) && stream.TryEnter())
        {
            if (stream.OnHead(_head, start.Has(FrameFlags.EndStream), out Outcome outcome))
            {
                Finish(stream, outcome.End, outcome.Reset);
            }

            stream.Leave();
        }
    }

    private void OnRstStream(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        FrameReader.CheckScope(header.StreamId is not 0, header);
        FrameReader.CheckSize(payload.Length is sizeof(uint), header);
        if (TryFind(header.StreamId, out H2Stream? stream) && stream.TryEnter())
        {
            var code = (H2ErrorCode)BinaryPrimitives.ReadInt32BigEndian(payload);
            Finish(stream, CallEnds.Reset(code), reset: null);
            stream.Leave();
        }
    }

    private void OnPing(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        FrameReader.CheckScope(header.StreamId is 0, header);
        FrameReader.CheckSize(payload.Length is sizeof(ulong), header);
        ulong value = BinaryPrimitives.ReadUInt64BigEndian(payload);
        lock (_gate)
        {
            if (header.Has(FrameHeader.Ack))
            {
                OnPong(value);
                return;
            }

            FrameWriter.WritePing(_output, value, ack: true);
            CountReply();
        }
    }

    private void OnGoAway(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        const int NumberBytes = 2 * sizeof(uint);
        FrameReader.CheckScope(header.StreamId is 0, header);
        FrameReader.CheckSize(payload.Length >= NumberBytes, header);
        int last = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & H2Limits.Largest);
        var code = (H2ErrorCode)BinaryPrimitives.ReadInt32BigEndian(payload[sizeof(uint)..]);
        ReadOnlySpan<byte> debug = payload[NumberBytes..];
        if (code is H2ErrorCode.EnhanceYourCalm && debug.SequenceEqual("too_many_pings"u8))
        {
            _slot.SlowDown(); // G10
        }

        debug = debug[..Math.Min(debug.Length, Limits.QuotedBytes)];
        string why = debug.IsEmpty ? "" : $" '{Encoding.UTF8.GetString(debug)}'";
        OnGoAway(last, $"the server said GOAWAY with {H2ErrorCodes.NameOf(code)}{why}");
    }
}
