using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>etcd's order of keys and values: byte by byte, unsigned.</summary>
internal static class Bytes
{
    /// <summary>The order as a comparer.</summary>
    public static IComparer<ByteString> Order { get; } = Comparer<ByteString>.Create(Compare);

    /// <summary>Negative if <paramref name="left"/> comes first, positive if last, 0 if they are equal.</summary>
    public static int Compare(ByteString left, ByteString right) => left.Span.SequenceCompareTo(right.Span);
}
