namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Finds frames in what came, however it was cut, and what their payload really holds.</summary>
internal static class FrameReader
{
    /// <summary>Takes the frame at the start of the input, if all of it is there.</summary>
    /// <param name="input">What came; the frame is cut off it. It stays as it is when the answer is false.</param>
    /// <param name="header">The frame's header.</param>
    /// <param name="payload">The frame's payload, a part of the input.</param>
    /// <exception cref="H2Exception">The frame is too large; thrown as soon as its header is there.</exception>
    public static bool TryRead(
        ref ReadOnlyMemory<byte> input, out FrameHeader header, out ReadOnlyMemory<byte> payload)
    {
        header = default;
        payload = default;
        if (input.Length < FrameHeader.Bytes)
        {
            return false;
        }

        header = FrameHeader.Read(input.Span);
        if (header.Length > H2Limits.FrameBytes)
        {
            throw new H2Exception(
                H2ErrorCode.FrameSizeError, $"a frame of {header.Length} bytes came; at most {H2Limits.FrameBytes}");
        }

        if (input.Length < FrameHeader.Bytes + header.Length)
        {
            return false;
        }

        payload = input.Slice(FrameHeader.Bytes, header.Length);
        input = input[(FrameHeader.Bytes + header.Length)..];
        return true;
    }

    /// <summary>The payload of a DATA or HEADERS frame without padding and priority.</summary>
    /// <exception cref="H2Exception">There is more padding than frame, or no room for the priority.</exception>
    public static ReadOnlyMemory<byte> Content(in FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        int padding = 0;
        if (header.Has(FrameFlags.Padded))
        {
            CheckSize(payload.Length >= 1, header);
            padding = payload.Span[0];
            payload = payload[1..];
        }

        const int PriorityBytes = 5;
        if (header.Type is FrameType.Headers && header.Has(FrameFlags.Priority))
        {
            CheckSize(payload.Length >= PriorityBytes, header);
            payload = payload[PriorityBytes..];
        }

        return padding <= payload.Length
            ? payload[..^padding]
            : throw new H2Exception(H2ErrorCode.ProtocolError, "the padding of a frame is longer than the frame");
    }

    /// <summary>Throws unless a frame has the size that its type demands.</summary>
    /// <exception cref="H2Exception">It has not.</exception>
    public static void CheckSize(bool right, in FrameHeader header)
    {
        if (!right)
        {
            throw new H2Exception(
                H2ErrorCode.FrameSizeError, $"a frame of type {header.Type} with {header.Length} bytes came");
        }
    }

    /// <summary>Throws unless a frame belongs to a stream, or to the connection, as its type demands.</summary>
    /// <exception cref="H2Exception">It does not.</exception>
    public static void CheckScope(bool right, in FrameHeader header)
    {
        if (!right)
        {
            throw new H2Exception(
                H2ErrorCode.ProtocolError, $"a frame of type {header.Type} came on stream {header.StreamId}");
        }
    }
}
