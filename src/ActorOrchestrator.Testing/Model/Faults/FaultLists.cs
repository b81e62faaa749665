using System.Collections;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Names, equal to others with the same items in the same order.</summary>
public sealed class Names : ValueList<string>
{
    /// <summary>Makes a list.</summary>
    public Names(params ReadOnlySpan<string> items)
        : base([.. items])
    {
    }
}

/// <summary>Writes of another client, equal to others with the same items in the same order.</summary>
public sealed class ForeignWrites : ValueList<ForeignWrite>
{
    /// <summary>Makes a list.</summary>
    public ForeignWrites(params ReadOnlySpan<ForeignWrite> items)
        : base([.. items])
    {
    }
}

/// <summary>A list that is a value, as faults are.</summary>
/// <typeparam name="T">What it holds: values.</typeparam>
public abstract class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items;

    private protected ValueList(ImmutableArray<T> items) => _items = items;

    /// <summary>How many there are.</summary>
    public int Count => _items.Length;

    /// <summary>One of them.</summary>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (T item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
