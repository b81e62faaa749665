namespace Akka.Actor;

/// <summary>The system that an actor lives in; without host and port, since there is no remoting here.</summary>
public sealed class Address : IEquatable<Address>
{
    internal Address(string protocol, string system)
    {
        Protocol = protocol;
        System = system;
    }

    /// <summary>How the system is reached: <c>akka</c>.</summary>
    public string Protocol { get; }

    /// <summary>Name of the actor system.</summary>
    public string System { get; }

    /// <inheritdoc/>
    public bool Equals(Address? other) => other is not null
        && string.Equals(Protocol, other.Protocol, StringComparison.Ordinal)
        && string.Equals(System, other.System, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, System);

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol}://{System}";
}
