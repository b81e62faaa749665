namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>Reads the two kinds of data of a header block: integers and strings (RFC 7541, section 5).</summary>
internal ref struct HpackReader(ReadOnlySpan<byte> block)
{
    // Enough for 2^28: everything in a block is bounded by far less.
    private const int ContinuationsMax = 4;

    private ReadOnlySpan<byte> _rest = block;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly byte Peek() => _rest[0];

    /// <summary>Reads an integer whose first bits are the lower bits of the next byte.</summary>
    public int ReadInteger(int prefixBits)
    {
        int mask = (1 << prefixBits) - 1;
        int value = Next() & mask;
        if (value < mask)
        {
            return value;
        }

        for (int part = 0; part < ContinuationsMax; part++)
        {
            byte next = Next();
            value += (next & 0x7F) << (7 * part);
            if ((next & 0x80) is 0)
            {
                return value;
            }
        }

        throw new H2Exception(H2ErrorCode.CompressionError, "a header block holds an integer that is too large");
    }

    /// <summary>Reads a string.</summary>
    /// <param name="scratch">Where an unpacked one is put; replaced by a larger one if it must be.</param>
    /// <returns>A part of the block or of the scratch.</returns>
    public ReadOnlySpan<byte> ReadString(ref byte[] scratch)
    {
        if (_rest.IsEmpty)
        {
            throw Truncated();
        }

        bool packed = (_rest[0] & 0x80) is not 0;
        int length = ReadInteger(prefixBits: 7);
        if (length > _rest.Length)
        {
            throw Truncated();
        }

        ReadOnlySpan<byte> text = _rest[..length];
        _rest = _rest[length..];
        return packed ? Unpack(text, ref scratch) : text;
    }

    private static ReadOnlySpan<byte> Unpack(ReadOnlySpan<byte> packed, ref byte[] scratch)
    {
        int most = HuffmanDecoder.BytesMax(packed.Length);
        scratch = scratch.Length < most ? new byte[Math.Max(most, scratch.Length * 2)] : scratch;
        int length = HuffmanDecoder.Decode(packed, scratch);
        return length >= 0
            ? scratch.AsSpan(0, length)
            : throw new H2Exception(H2ErrorCode.CompressionError, "a header block holds a broken Huffman code");
    }

    private byte Next()
    {
        if (_rest.IsEmpty)
        {
            throw Truncated();
        }

        byte next = _rest[0];
        _rest = _rest[1..];
        return next;
    }

    private static H2Exception Truncated() =>
        new(H2ErrorCode.CompressionError, "a header block ends in the middle of a header");
}
