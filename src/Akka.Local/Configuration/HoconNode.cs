namespace Akka.Configuration;

/// <summary>A value of a parsed document. Immutable, so configs and threads share nodes freely.</summary>
internal abstract record HoconNode
{
    private HoconNode(int depth, long weight) => (Depth, Weight) = (depth, weight);

    /// <summary>Levels of nesting below this node; bounds every recursion over a tree.</summary>
    public int Depth { get; }

    /// <summary>Characters and nodes as if written out in full: not memory, since substitutions share nodes.</summary>
    public long Weight { get; }

    /// <summary>The node at a path, or null.</summary>
    public HoconNode? Find(ReadOnlySpan<string> path)
    {
        HoconNode? node = this;
        foreach (string key in path)
        {
            node = (node as Tree)?.Fields.GetValueOrDefault(key);
        }

        return node;
    }

    /// <summary>This node laid over another: trees merge, of anything else this one wins.</summary>
    public HoconNode Over(HoconNode fallback)
    {
        if (this is not Tree mine || fallback is not Tree other)
        {
            return this;
        }

        var fields = mine.Fields.ToBuilder();
        foreach ((string key, HoconNode value) in other.Fields)
        {
            fields[key] = fields.TryGetValue(key, out HoconNode? first) ? first.Over(value) : value;
        }

        return new Tree(fields.ToImmutable());
    }

    /// <summary>A scalar. HOCON has no types: who reads it says what it should be.</summary>
    /// <param name="Value">Without blanks at its ends; null was written <c>null</c>.</param>
    public sealed record Text(string? Value) : HoconNode(0, 1 + (Value?.Length ?? 0));

    /// <summary>An array.</summary>
    public sealed record List(ImmutableArray<HoconNode> Items)
        : HoconNode(1 + Items.Select(i => i.Depth).DefaultIfEmpty().Max(), 1 + Items.Sum(i => i.Weight));

    /// <summary>An object.</summary>
    public sealed record Tree(ImmutableSortedDictionary<string, HoconNode> Fields)
        : HoconNode(
            1 + Fields.Values.Select(f => f.Depth).DefaultIfEmpty().Max(),
            1 + Fields.Sum(f => f.Key.Length + f.Value.Weight))
    {
        public static readonly Tree Empty =
            new(ImmutableSortedDictionary.Create<string, HoconNode>(StringComparer.Ordinal));
    }
}
