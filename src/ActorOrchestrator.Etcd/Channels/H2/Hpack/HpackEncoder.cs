namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>Encodes header blocks (RFC 7541). All blocks of a connection pass through one encoder, in order.</summary>
/// <remarks>Strings are not packed: what repeats is remembered by the table, and what does not is short.</remarks>
internal sealed class HpackEncoder
{
    private readonly DynamicTable _table = new(H2Limits.HeaderTableBytes);
    private int _smallest = H2Limits.HeaderTableBytes;
    private bool _resized;

    /// <summary>Changes whenever the indexes of remembered headers do: encoded blocks are then worthless.</summary>
    public int Generation { get; private set; }

    /// <summary>Obeys the peer's SETTINGS_HEADER_TABLE_SIZE; a larger one than ours is not used.</summary>
    public void Limit(uint peerTableBytes)
    {
        int capacity = (int)Math.Min(peerTableBytes, H2Limits.HeaderTableBytes);
        if (capacity == _table.CapacityBytes)
        {
            return;
        }

        _smallest = _resized ? Math.Min(_smallest, capacity) : capacity;
        _resized = true;
        _table.Resize(capacity);
        Generation++;
    }

    /// <summary>Begins a block: tells that the table's size was changed, if it was.</summary>
    public void Begin(PooledBuffer output)
    {
        if (!_resized)
        {
            return;
        }

        // Section 4.2: the smallest size between two blocks is told too, because entries have given way to it.
        if (_smallest < _table.CapacityBytes)
        {
            WriteInteger(output, 0x20, prefixBits: 5, _smallest);
        }

        WriteInteger(output, 0x20, prefixBits: 5, _table.CapacityBytes);
        _resized = false;
    }

    /// <summary>Writes a header that comes again: it is remembered.</summary>
    public void WriteRepeated(PooledBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Write(output, name, value, rememberAlways: true);

    /// <summary>Writes a header whose value changes: the first is remembered for the sake of its name.</summary>
    public void WriteChanging(PooledBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        Write(output, name, value, rememberAlways: false);

    private void Write(PooledBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool rememberAlways)
    {
        int index = StaticTable.Find(name, value, out int nameIndex);
        if (index is 0)
        {
            int age = _table.Find(name, value, out int nameAge);
            index = age < 0 ? 0 : StaticTable.Count + 1 + age;
            nameIndex = nameIndex is 0 && nameAge >= 0 ? StaticTable.Count + 1 + nameAge : nameIndex;
        }

        if (index is not 0)
        {
            WriteInteger(output, 0x80, prefixBits: 7, index);
            return;
        }

        // What does not fit at all would only empty the table.
        bool remember = (rememberAlways || nameIndex is 0)
            && name.Length + value.Length + HeaderField.Overhead <= _table.CapacityBytes;
        WriteInteger(output, (byte)(remember ? 0x40 : 0x00), prefixBits: remember ? 6 : 4, nameIndex);
        if (nameIndex is 0)
        {
            WriteString(output, name);
        }

        WriteString(output, value);
        if (remember)
        {
            _table.Add(new HeaderField(name.ToArray(), value.ToArray()));
            Generation++;
        }
    }

    private static void WriteString(PooledBuffer output, ReadOnlySpan<byte> text)
    {
        WriteInteger(output, 0x00, prefixBits: 7, text.Length);
        output.Write(text);
    }

    private static void WriteInteger(PooledBuffer output, byte kind, int prefixBits, int value)
    {
        int mask = (1 << prefixBits) - 1;
        if (value < mask)
        {
            output.WriteByte((byte)(kind | value));
            return;
        }

        output.WriteByte((byte)(kind | mask));
        int rest = value - mask;
        while (rest >= 0x80)
        {
            output.WriteByte((byte)((rest & 0x7F) | 0x80));
            rest >>= 7;
        }

        output.WriteByte((byte)rest);
    }
}
