using System.Buffers;
using System.Buffers.Binary;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The beginning of a message whose rest has not come yet, in segments of the pool.</summary>
internal sealed class ReceivedBytes
{
    private const int FirstSegment = 16 * 1024;
    private const int FurtherSegment = 64 * 1024;

    private Segment? _first;
    private Segment? _last;

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => _first is null;

    /// <summary>All that is kept.</summary>
    public ReadOnlySequence<byte> Sequence =>
        _first is null ? default : new ReadOnlySequence<byte>(_first, _first.Start, _last!, _last!.End);

    /// <summary>How much is missing of the message that begins here; its prefix, if even that is not whole.</summary>
    public long MissingBytes
    {
        get
        {
            ReadOnlySequence<byte> all = Sequence;
            if (all.Length < GrpcFrameWriter.PrefixBytes)
            {
                return IsEmpty ? 0 : GrpcFrameWriter.PrefixBytes - all.Length;
            }

            Span<byte> prefix = stackalloc byte[GrpcFrameWriter.PrefixBytes];
            all.Slice(0, prefix.Length).CopyTo(prefix);
            return GrpcFrameWriter.PrefixBytes + BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]) - all.Length;
        }
    }

    /// <summary>Copies bytes to the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_last is null || _last.Free.IsEmpty)
            {
                var next = new Segment(_last is null ? FirstSegment : FurtherSegment, _last);
                _first ??= next;
                _last = next;
            }

            int part = Math.Min(bytes.Length, _last.Free.Length);
            bytes[..part].CopyTo(_last.Free);
            _last.End += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Forgets all but the rest, which is the end of <see cref="Sequence"/>.</summary>
    public void KeepOnly(in ReadOnlySequence<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Release();
            return;
        }

        long drop = Sequence.Length - rest.Length;
        while (drop > 0)
        {
            int length = _first!.End - _first.Start;
            if (drop < length)
            {
                _first.Start += (int)drop;
                return;
            }

            drop -= length;
            Segment used = _first;
            _first = (Segment?)used.Next;
            used.Return();
        }
    }

    /// <summary>Forgets all and gives the memory back.</summary>
    public void Release()
    {
        for (Segment? segment = _first; segment is not null; segment = (Segment?)segment.Next)
        {
            segment.Return();
        }

        _first = _last = null;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        private readonly byte[] _array;

        public Segment(int size, Segment? before)
        {
            _array = ArrayPool<byte>.Shared.Rent(size);
            Memory = _array;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before._array.Length;
                before.Next = this;
            }
        }

        public int Start { get; set; }

        public int End { get; set; }

        public Span<byte> Free => _array.AsSpan(End);

        public void Return() => ArrayPool<byte>.Shared.Return(_array);
    }
}
