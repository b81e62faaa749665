using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>A key or an interval of keys, in the order of their bytes.</summary>
public readonly record struct KeyRange
{
    private static readonly ByteString Zero = ByteString.CopyFrom(0);

    private readonly ByteString? _key;
    private readonly ByteString? _end;

    private KeyRange(ByteString key, ByteString end)
    {
        _key = key;
        _end = end;
    }

    /// <summary>Everything that is stored. It has a name so that nobody asks for it by mistake.</summary>
    public static KeyRange EntireStore => new(Zero, Zero);

    /// <summary>The first key.</summary>
    public ByteString Key => _key ?? ByteString.Empty;

    /// <summary>The end, which does not belong to the range: empty for a single key, <c>\0</c> for no end.</summary>
    public ByteString End => _end ?? ByteString.Empty;

    /// <summary>One key.</summary>
    /// <exception cref="ArgumentException">The key is empty, which etcd refuses.</exception>
    public static KeyRange Single(ByteString key) => new(NotEmpty(key), ByteString.Empty);

    /// <summary>One key, as UTF-8.</summary>
    /// <exception cref="ArgumentException">The key is empty, which etcd refuses.</exception>
    public static KeyRange Single(string key) => Single(ByteString.CopyFromUtf8(key));

    /// <summary>All keys that begin with <paramref name="prefix"/>.</summary>
    /// <remarks>A prefix is bytes, not a path: <c>/a</c> has <c>/ab</c> too. End it with a slash.</remarks>
    /// <exception cref="ArgumentException">The prefix is empty: say <see cref="EntireStore"/>.</exception>
    public static KeyRange Prefix(ByteString prefix)
    {
        byte[] end = NotEmpty(prefix).ToByteArray();
        int last = end.AsSpan().LastIndexOfAnyExcept((byte)0xFF);
        if (last < 0)
        {
            return From(prefix);
        }

        end[last]++;
        return new(prefix, ByteString.CopyFrom(end, 0, last + 1));
    }

    /// <summary>All keys that begin with <paramref name="prefix"/>, as UTF-8.</summary>
    /// <exception cref="ArgumentException">The prefix is empty: say <see cref="EntireStore"/>.</exception>
    public static KeyRange Prefix(string prefix) => Prefix(ByteString.CopyFromUtf8(prefix));

    /// <summary>All keys from <paramref name="key"/> on.</summary>
    /// <exception cref="ArgumentException">The key is empty: say <see cref="EntireStore"/>.</exception>
    public static KeyRange From(ByteString key) => new(NotEmpty(key), Zero);

    /// <summary>All keys from <paramref name="key"/> on, as UTF-8.</summary>
    /// <exception cref="ArgumentException">The key is empty: say <see cref="EntireStore"/>.</exception>
    public static KeyRange From(string key) => From(ByteString.CopyFromUtf8(key));

    /// <summary>The keys from <paramref name="key"/> up to <paramref name="end"/>, which does not belong to
    /// it.</summary>
    /// <remarks>An end that is not above the key makes an empty range, which etcd answers with nothing.</remarks>
    /// <exception cref="ArgumentException">The key or the end is empty.</exception>
    public static KeyRange Between(ByteString key, ByteString end) => new(NotEmpty(key), NotEmpty(end));

    /// <summary>The keys from <paramref name="key"/> up to <paramref name="end"/>, as UTF-8.</summary>
    /// <exception cref="ArgumentException">The key or the end is empty.</exception>
    public static KeyRange Between(string key, string end) =>
        Between(ByteString.CopyFromUtf8(key), ByteString.CopyFromUtf8(end));

    private static ByteString NotEmpty(ByteString key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.IsEmpty
            ? throw new ArgumentException("A key is not empty. For all keys say KeyRange.EntireStore.", nameof(key))
            : key;
    }
}
