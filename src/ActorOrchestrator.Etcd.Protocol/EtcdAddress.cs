namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>Where a cluster of etcd answers: one endpoint or several, which are members of the same cluster.</summary>
/// <remarks>
/// <para>The one type that a server in the process and its clients have in common. It cannot change.</para>
/// </remarks>
public sealed class EtcdAddress : IEquatable<EtcdAddress>
{
    private const char Separator = ',';

    /// <summary>Makes an address.</summary>
    /// <param name="endpoints">At least one, and none twice; the order is kept.</param>
    /// <exception cref="ArgumentException">There is none, or one twice.</exception>
    public EtcdAddress(params ImmutableArray<EtcdEndpoint> endpoints)
    {
        if (FaultOf(endpoints) is { } fault)
        {
            throw new ArgumentException(fault, nameof(endpoints));
        }

        Endpoints = endpoints;
    }

    /// <summary>At least one, each once.</summary>
    public ImmutableArray<EtcdEndpoint> Endpoints { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">Endpoints with commas between them, such as <c>http://db1:2379,http://db2:2379</c>; each as
    /// <see cref="EtcdEndpoint.Parse"/> takes it.</param>
    /// <exception cref="FormatException">It is none; the message says why, what is allowed, what to type.</exception>
    public static EtcdAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        EtcdEndpoint.RefuseCredentials(text);
        string[] parts = text.Split(Separator, StringSplitOptions.TrimEntries);
        if (parts.Contains("", StringComparer.Ordinal))
        {
            throw new FormatException(
                "An address of etcd is empty, or has a comma without an endpoint beside it. Allowed: endpoints with "
                + "one comma between them. Type for example http://db1:2379,http://db2:2379");
        }

        ImmutableArray<EtcdEndpoint> endpoints = [.. parts.Select(EtcdEndpoint.Parse)];
        return FaultOf(endpoints) is { } fault ? throw new FormatException(fault) : new EtcdAddress(endpoints);
    }

    /// <inheritdoc/>
    public bool Equals(EtcdAddress? other) => other is not null && Endpoints.SequenceEqual(other.Endpoints);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EtcdAddress);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Endpoints.Aggregate(0, (hash, endpoint) => HashCode.Combine(hash, endpoint));

    /// <summary>Writes it as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(Separator, Endpoints);

    private static string? FaultOf(ImmutableArray<EtcdEndpoint> endpoints)
    {
        if (endpoints.IsDefaultOrEmpty)
        {
            return "An address of etcd has no endpoint. Allowed: one or more. Type for example http://127.0.0.1:2379";
        }

        var seen = new HashSet<EtcdEndpoint>();
        return endpoints.FirstOrDefault(endpoint => !seen.Add(endpoint)) is { } twice
            ? $"An address of etcd has the endpoint {twice} twice. Allowed: each once. Leave out one of them."
            : null;
    }
}
