using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>The keys that a request names by a key and a range end.</summary>
/// <param name="Key">The first key.</param>
/// <param name="End">Empty for the one key, <c>\0</c> for no end, else the first key that does not belong.</param>
internal readonly record struct KeyInterval(ByteString Key, ByteString End)
{
    /// <summary>Whether this names one key.</summary>
    public bool IsPoint => End.IsEmpty;

    /// <summary>Whether every key from <see cref="Key"/> on belongs.</summary>
    public bool HasNoEnd => End is [0];

    /// <summary>Whether no key can belong: the end is not above the key.</summary>
    public bool IsEmpty => !IsPoint && !HasNoEnd && Bytes.Compare(End, Key) <= 0;

    /// <summary>One key.</summary>
    public static KeyInterval Point(ByteString key) => new(key, ByteString.Empty);

    /// <summary>Whether a key belongs.</summary>
    public bool Contains(ByteString key) => IsPoint
        ? key.Equals(Key)
        : Bytes.Compare(key, Key) >= 0 && (HasNoEnd || Bytes.Compare(key, End) < 0);
}
