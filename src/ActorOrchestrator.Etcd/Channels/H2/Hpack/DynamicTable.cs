namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>The headers that were sent before, newest first, bounded in bytes (RFC 7541, section 4).</summary>
internal sealed class DynamicTable(int capacityBytes)
{
    // A ring: the newest entry is the one before the head.
    private HeaderField[] _ring = new HeaderField[8];
    private int _head;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>What they take.</summary>
    public int Bytes { get; private set; }

    /// <summary>What they may take; the oldest give way.</summary>
    public int CapacityBytes { get; private set; } = capacityBytes;

    /// <summary>An entry by age: 0 is the newest.</summary>
    public HeaderField this[int age] => _ring[(_head - 1 - age) & (_ring.Length - 1)];

    /// <summary>Adds an entry. One that is larger than the table empties it and is not kept.</summary>
    public void Add(HeaderField field)
    {
        EvictDownTo(CapacityBytes - field.TableBytes);
        if (field.TableBytes > CapacityBytes)
        {
            return;
        }

        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[_head] = field;
        _head = (_head + 1) & (_ring.Length - 1);
        Count++;
        Bytes += field.TableBytes;
    }

    /// <summary>Changes what the entries may take.</summary>
    public void Resize(int capacityBytes)
    {
        CapacityBytes = capacityBytes;
        EvictDownTo(capacityBytes);
    }

    /// <summary>Finds a header: its age, or -1 if it is not there with this value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="nameAge">The newest entry with the name, or -1.</param>
    public int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, out int nameAge)
    {
        nameAge = -1;
        for (int age = 0; age < Count; age++)
        {
            HeaderField field = this[age];
            if (!name.SequenceEqual(field.Name))
            {
                continue;
            }

            nameAge = nameAge < 0 ? age : nameAge;
            if (value.SequenceEqual(field.Value))
            {
                return age;
            }
        }

        return -1;
    }

    private void EvictDownTo(int bytes)
    {
        while (Count > 0 && Bytes > bytes)
        {
            int oldest = (_head - Count) & (_ring.Length - 1);
            Bytes -= _ring[oldest].TableBytes;
            _ring[oldest] = default;
            Count--;
        }
    }

    // Bounded: an entry takes 32 bytes of the capacity at least.
    private void Grow()
    {
        var larger = new HeaderField[_ring.Length * 2];
        for (int age = 0; age < Count; age++)
        {
            larger[Count - 1 - age] = this[age];
        }

        _ring = larger;
        _head = Count;
    }
}
