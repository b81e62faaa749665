using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A10: names of instruments and ids of log events stand once in the code, and in docs/reference/.</summary>
internal static partial class ReferenceTables
{
    /// <summary>Names of instruments that the source makes.</summary>
    public static IEnumerable<string> Instruments(string source) =>
        InstrumentPattern().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>Ids of log events that the source declares.</summary>
    public static IEnumerable<string> Events(string source) =>
        EventPattern().Matches(source).Select(match => match.Groups["name"].Value);

    /// <summary>What the reference lacks, and what is declared twice.</summary>
    /// <param name="names">All declarations, with their files.</param>
    /// <param name="isListed">Whether a table of the reference has the name.</param>
    public static IEnumerable<string> Violations(
        IEnumerable<(string Path, string Name)> names, Func<string, bool> isListed)
    {
        foreach (IGrouping<string, (string Path, string Name)> same in names.GroupBy(n =>
            n.Name, StringComparer.Ordinal))
        {
            if (same.Skip(1).Any())
            {
                yield return $"{same.Key}: declared in {string.Join(" and ", same.Select(n => n.Path))}.";
            }

            if (!isListed(same.Key))
            {
                yield return $"{same.First().Path}: {same.Key} is in no table of docs/reference/.";
            }
        }
    }

    [GeneratedRegex(
        @"\.Create(Observable)?(Histogram|Counter|Gauge|UpDownCounter)(<\w+>)?\(\s*""(?<name>[^""]+)""",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex InstrumentPattern();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId\s*=\s*)?(?<name>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventPattern();
}
