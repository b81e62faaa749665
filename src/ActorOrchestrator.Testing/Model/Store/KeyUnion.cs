using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>A3: the keys that several permissions give together.</summary>
internal sealed class KeyUnion(IEnumerable<KeyInterval> intervals)
{
    private readonly ImmutableArray<KeyInterval> _intervals =
        [.. intervals.Where(interval => !interval.IsEmpty).OrderBy(interval => interval.Key, Bytes.Order)];

    /// <summary>Whether a request is wholly inside.</summary>
    /// <remarks>
    /// Of a request that can have no keys, the first one is looked for. etcd does so too, but may miss it, by the shape
    /// of its tree.
    /// </remarks>
    public bool Covers(KeyInterval asked)
    {
        // Where the part of the request that is not covered yet begins.
        ByteString begin = asked.Key;
        ByteString? end = asked.IsEmpty ? After(asked.Key) : EndOf(asked);
        foreach (KeyInterval interval in _intervals)
        {
            if (Bytes.Compare(interval.Key, begin) > 0)
            {
                return false;
            }

            if (EndOf(interval) is not { } upTo)
            {
                return true;
            }

            begin = Bytes.Compare(upTo, begin) > 0 ? upTo : begin;
            if (end is not null && Bytes.Compare(begin, end) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    // The first key after the interval; null if it has no end.
    private static ByteString? EndOf(KeyInterval interval) => interval switch
    {
        { IsPoint: true } => After(interval.Key),
        { HasNoEnd: true } => null,
        _ => interval.End,
    };

    private static ByteString After(ByteString key) => ByteString.CopyFrom([.. key.Span, 0]);
}
