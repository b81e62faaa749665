using System.Collections.Frozen;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>What each code of the area ETC means, why it happens, and what to do about it.</summary>
/// <remarks>
/// <para>
/// It is printed to <c>docs/errors.md</c>. The texts and statuses of etcd are in <see cref="EtcdErrorTexts"/>.
/// </para>
/// </remarks>
public static partial class EtcdErrorCatalogue
{
    /// <summary>Every code once, in ascending order.</summary>
    public static ImmutableArray<AoError> All { get; } =
    [
        .. OfRequests.All.Concat(OfAuth.All).Concat(OfCluster.All).Concat(OfCalls.All)
            .OrderBy(error => error.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, AoError> ByCode =
        All.ToFrozenDictionary(error => error.Code, StringComparer.Ordinal);

    /// <summary>Finds the line of a code.</summary>
    /// <param name="code">Such as <c>AO-ETC-0510</c>.</param>
    /// <returns>Null if the code is not of this area.</returns>
    public static AoError? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return ByCode.GetValueOrDefault(code);
    }
}
