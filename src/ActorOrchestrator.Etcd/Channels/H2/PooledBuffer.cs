using System.Buffers;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Bytes that wait to be written, in one array of the pool that grows. Not thread-safe.</summary>
/// <remarks>The array goes back to the pool by <see cref="Release"/>; the buffer may be used again after it.</remarks>
internal sealed class PooledBuffer : IBufferWriter<byte>
{
    private const int Smallest = 4096;

    private byte[] _array = [];
    private int _start;
    private int _end;

    /// <summary>How many bytes wait.</summary>
    public int Length => _end - _start;

    /// <summary>The size of the array.</summary>
    public int Capacity => _array.Length;

    /// <summary>The bytes that wait.</summary>
    public ReadOnlySpan<byte> Span => _array.AsSpan(_start, Length);

    /// <summary>The bytes that wait.</summary>
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(_start, Length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_array.Length - _end), nameof(count));
        _end += count;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsSpan(_end);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _array.AsMemory(_end);
    }

    /// <summary>Appends a byte.</summary>
    public void WriteByte(byte value)
    {
        Reserve(1);
        _array[_end++] = value;
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_array.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes bytes off the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Clear();
        }
    }

    /// <summary>Takes bytes off the end.</summary>
    public void Truncate(int length) => _end = _start + length;

    /// <summary>Forgets the bytes, keeps the array.</summary>
    public void Clear() => _start = _end = 0;

    /// <summary>Forgets the bytes and gives the array back.</summary>
    public void Release()
    {
        Clear();
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
        }
    }

    private void Reserve(int count)
    {
        if (_array.Length - _end >= count)
        {
            return;
        }

        int length = Length;
        byte[] larger = ArrayPool<byte>.Shared.Rent(
            checked((int)Math.Max(Smallest, Math.Max((long)length + count, Math.Min(length * 2L, Array.MaxLength)))));
        Span.CopyTo(larger);
        Release();
        _array = larger;
        _end = length;
    }
}
