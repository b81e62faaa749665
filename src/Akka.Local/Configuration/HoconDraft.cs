namespace Akka.Configuration;

/// <summary>A value while its document is being read: substitutions are still open, later keys may change it.</summary>
/// <param name="position">Where the value starts, for messages.</param>
internal sealed class HoconDraft(int position)
{
    public int Position { get; set; } = position;

    /// <summary>Set if the value is an object; else <see cref="Parts"/> holds it.</summary>
    public Dictionary<string, HoconDraft>? Fields { get; set; }

    /// <summary>Text, arrays and substitutions that stand side by side.</summary>
    public ImmutableArray<HoconPart> Parts { get; set; } = [];

    /// <summary>The finished value.</summary>
    public HoconNode? Node { get; set; }

    /// <summary>Being finished right now: who comes back to such a value has followed a cycle.</summary>
    public bool IsResolving { get; set; }

    public bool HasReference => Parts.Any(p => p is HoconPart.Reference);
}

/// <summary>One piece of a value.</summary>
internal abstract record HoconPart
{
    private HoconPart()
    {
    }

    /// <summary>Quoted or bare text, or the blanks between two pieces.</summary>
    public sealed record Text(string Value) : HoconPart;

    /// <summary>An array.</summary>
    public sealed record List(ImmutableArray<HoconDraft> Items) : HoconPart;

    /// <summary>A substitution, <c>${path}</c>.</summary>
    public sealed record Reference(string Path, int Position) : HoconPart;
}
