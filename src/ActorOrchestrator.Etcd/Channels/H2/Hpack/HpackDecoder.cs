namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>Is told the headers of a block.</summary>
internal interface IHeaderSink
{
    /// <summary>A header came; the bytes are the decoder's again on return.</summary>
    void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}

/// <summary>Decodes header blocks (RFC 7541). All blocks of a connection pass through one decoder, in order.</summary>
internal sealed class HpackDecoder(int tableBytesMax)
{
    private readonly DynamicTable _table = new(tableBytesMax);
    private byte[] _nameScratch = new byte[256];
    private byte[] _valueScratch = new byte[256];

    /// <summary>What the dynamic table takes now.</summary>
    public int TableBytes => _table.Bytes;

    /// <summary>Decodes a block.</summary>
    /// <exception cref="H2Exception">It is broken: the connection cannot go on.</exception>
    public void Decode(ReadOnlySpan<byte> block, IHeaderSink sink)
    {
        var reader = new HpackReader(block);
        bool first = true;
        while (!reader.IsAtEnd)
        {
            byte kind = reader.Peek();
            if ((kind & 0xE0) is 0x20)
            {
                Resize(reader.ReadInteger(prefixBits: 5), first);
                continue;
            }

            first = false;
            if ((kind & 0x80) is not 0)
            {
                HeaderField field = At(reader.ReadInteger(prefixBits: 7));
                sink.OnHeader(field.Name, field.Value);
            }
            else if ((kind & 0x40) is not 0)
            {
                ReadLiteral(ref reader, prefixBits: 6, remember: true, sink);
            }
            else
            {
                // Without indexing, and never indexed: for who passes nothing on, they are the same.
                ReadLiteral(ref reader, prefixBits: 4, remember: false, sink);
            }
        }
    }

    private void ReadLiteral(ref HpackReader reader, int prefixBits, bool remember, IHeaderSink sink)
    {
        int index = reader.ReadInteger(prefixBits);
        ReadOnlySpan<byte> name = index is 0 ? reader.ReadString(ref _nameScratch) : At(index).Name;
        ReadOnlySpan<byte> value = reader.ReadString(ref _valueScratch);
        if (remember)
        {
            _table.Add(new HeaderField(name.ToArray(), value.ToArray()));
        }

        sink.OnHeader(name, value);
    }

    private HeaderField At(int index) => index switch
    {
        >= 1 and <= StaticTable.Count => StaticTable.At(index),
        > StaticTable.Count when index - StaticTable.Count <= _table.Count => _table[index - StaticTable.Count - 1],
        _ => throw new H2Exception(H2ErrorCode.CompressionError, $"a header block names the unknown header {index}"),
    };

    private void Resize(int bytes, bool first)
    {
        if (!first || bytes > tableBytesMax)
        {
            throw new H2Exception(
                H2ErrorCode.CompressionError,
                first ? $"a header block asks for a table of {bytes} bytes" : "a table is resized inside a block");
        }

        _table.Resize(bytes);
    }
}
