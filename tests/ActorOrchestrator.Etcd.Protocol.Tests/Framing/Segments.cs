using System.Buffers;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>Bytes that lie in several pieces of memory, as they come off a connection.</summary>
internal static class Segments
{
    /// <summary>Cuts bytes at the given positions; two equal ones make an empty segment.</summary>
    public static ReadOnlySequence<byte> Cut(ReadOnlyMemory<byte> bytes, params IEnumerable<int> positions)
    {
        var start = 0;
        Segment? first = null;
        Segment? last = null;
        foreach (int end in positions.Order().Append(bytes.Length))
        {
            last = new Segment(bytes[start..end], last);
            first ??= last;
            start = end;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            RunningIndex = previous is null ? 0 : previous.RunningIndex + previous.Memory.Length;
            if (previous is not null)
            {
                previous.Next = this;
            }
        }
    }
}
