using System.Text;

namespace Akka.Actor;

/// <summary>Where an actor stands in its system, such as <c>akka://orders/user/worker</c>.</summary>
/// <remarks>
/// Two paths are equal when address and elements are; the <see cref="Uid"/>, which tells incarnations of one path
/// apart, is compared by references to actors, not by paths.
/// </remarks>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>Letters, digits and what else a name may hold; <c>$</c> may not come first.</summary>
    private const string ValidSymbols = """-_.*$+:@&=,!~';"()""";

    private protected ActorPath(ActorPath? parent, string name, long uid)
    {
        ParentOrNull = parent;
        Name = name;
        Uid = uid;
    }

    /// <summary>The address that all paths of one system begin with.</summary>
    public Address Address => ((RootActorPath)Root).SystemAddress;

    /// <summary>The last element; <c>/</c> for the root.</summary>
    public string Name { get; }

    /// <summary>Tells two actors apart that had the same path one after the other; 0 when it is not known.</summary>
    public long Uid { get; }

    /// <summary>The path of the parent; the root is its own parent.</summary>
    public ActorPath Parent => ParentOrNull ?? this;

    /// <summary>The path that has no parent.</summary>
    public ActorPath Root
    {
        get
        {
            ActorPath path = this;
            while (path.ParentOrNull is { } parent)
            {
                path = parent;
            }

            return path;
        }
    }

    /// <summary>The names below the root, outermost first.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var names = new List<string>();
            for (ActorPath path = this; path.ParentOrNull is { } parent; path = parent)
            {
                names.Insert(0, path.Name);
            }

            return names;
        }
    }

    private ActorPath? ParentOrNull { get; }

    /// <summary>The path of a child of this one.</summary>
    public static ActorPath operator /(ActorPath path, string name)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Child(name);
    }

    /// <summary>Whether both are the same path, incarnations left out.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether the paths differ, incarnations left out.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>
    /// Whether a name can be an element of a path: no <c>/</c>, no blank, not empty, no leading <c>$</c>.
    /// </summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        for (var i = 0; i < s.Length; i++)
        {
            bool escaped = s[i] == '%' && i + 2 < s.Length && char.IsAsciiHexDigit(s[i + 1])
                && char.IsAsciiHexDigit(s[i + 2]);
            if (!escaped && !char.IsAsciiLetterOrDigit(s[i])
                && !ValidSymbols.Contains(s[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The path of a child of this one.</summary>
    public ActorPath Child(string childName) => new ChildActorPath(this, childName, uid: 0);

    /// <summary>Address and elements.</summary>
    public string ToStringWithAddress() => Address + ToStringWithoutAddress();

    /// <summary>The elements alone, such as <c>/user/worker</c>.</summary>
    public string ToStringWithoutAddress()
    {
        if (ParentOrNull is null)
        {
            return Name;
        }

        var text = new StringBuilder();
        foreach (string element in Elements)
        {
            text.Append('/').Append(element);
        }

        return text.ToString();
    }

    /// <summary>Address, elements and, where it is known, <c>#uid</c>.</summary>
    public string ToStringWithUid() => Uid == 0
        ? ToStringWithAddress()
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ToStringWithAddress()}#{Uid}");

    /// <inheritdoc/>
    public bool Equals(ActorPath? other)
    {
        ActorPath? a = this;
        ActorPath? b = other;
        while (a is not null && b is not null && !ReferenceEquals(a, b))
        {
            if (!string.Equals(a.Name, b.Name, StringComparison.Ordinal))
            {
                return false;
            }

            (a, b) = (a.ParentOrNull, b.ParentOrNull);
        }

        return ReferenceEquals(a, b) || (a is null && b is null && Address.Equals(other!.Address));
    }

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) =>
        string.CompareOrdinal(ToStringWithAddress(), other?.ToStringWithAddress());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, ParentOrNull?.Name);

    /// <inheritdoc/>
    public override string ToString() => ToStringWithAddress();
}

/// <summary>The path that all others of a system begin with.</summary>
internal sealed class RootActorPath(Address address) : ActorPath(parent: null, "/", uid: 0)
{
    public Address SystemAddress { get; } = address;
}

/// <summary>A path with a parent.</summary>
internal sealed class ChildActorPath(ActorPath parent, string name, long uid) : ActorPath(parent, name, uid);
