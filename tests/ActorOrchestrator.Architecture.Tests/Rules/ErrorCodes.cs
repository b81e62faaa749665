using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ActorOrchestrator.Etcd.Protocol;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A9: codes of errors are unique, in their project's range, explained, and used.</summary>
internal static partial class ErrorCodes
{
    /// <summary>Which areas and numbers a project may use. A project that is not listed here has no errors.</summary>
    private static readonly Dictionary<string, (string Area, int First, int Last)[]> Ranges =
        new(StringComparer.Ordinal)
        {
            ["ActorOrchestrator.Etcd.Protocol"] = [("ETC", 500, 999)],
            ["ActorOrchestrator.Etcd"] = [("ETC", 500, 999)],
            ["ActorOrchestrator"] =
            [
                ("CFG", 1, 99), ("ORC", 100, 199), ("CAM", 1000, 1499), ("SES", 1500, 1999), ("WAT", 2000, 2399),
                ("STA", 2400, 2499), ("REA", 2500, 2699), ("TRE", 2700, 2999), ("TXN", 3000, 3999),
            ],
            ["ActorOrchestrator.DataMigration"] =
            [
                ("SCH", 4000, 4099), ("CFG", 4100, 4199), ("WRK", 4200, 4299), ("MST", 4300, 4999),
                ("DDL", 5000, 5999),
            ],
            ["ActorOrchestrator.EtcdServer"] = [("RFT", 6000, 6999), ("SRV", 7000, 7999)],
            ["ActorOrchestrator.ChangeCapture"] = [("CAP", 8000, 8999)],
            ["ActorOrchestrator.Cli"] = [("CLI", 9000, 9499)],
            ["ActorOrchestrator.Dashboard"] = [("API", 9500, 9999)],
        };

    /// <summary>The lines of a project's catalogues: static properties <c>All</c> of errors.</summary>
    public static IEnumerable<AoError> Of(IEnumerable<Type> types) => types
        .Select(type => type.GetProperty("All", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(property => property?.PropertyType == typeof(ImmutableArray<AoError>))
        .SelectMany(property => (ImmutableArray<AoError>)property!.GetValue(null)!);

    /// <summary>What is wrong with a project's lines by themselves.</summary>
    public static IEnumerable<string> Violations(string project, IEnumerable<AoError> errors)
    {
        foreach (AoError error in errors)
        {
            if (!IsInRange(project, error.Code))
            {
                yield return $"{error.Code}: not a code that {project} may use.";
            }

            foreach ((string name, string text) in new[]
            {
                (nameof(error.Message), error.Message), (nameof(error.Cause), error.Cause),
                (nameof(error.Workaround), error.Workaround),
            })
            {
                if (string.IsNullOrWhiteSpace(text) || text.Trim()[^1] is not ('.' or '?'))
                {
                    yield return $"{error.Code}: {name} is no sentence.";
                }
            }
        }
    }

    /// <summary>A number is never used twice, not even for another area.</summary>
    public static IEnumerable<string> Twice(IEnumerable<AoError> errors) => errors
        .GroupBy(error => error.Code.Split('-')[^1], StringComparer.Ordinal)
        .Where(same => same.Skip(1).Any())
        .Select(same => $"{same.Key}: used by {string.Join(" and ", same.Select(error => error.Code))}.");

    /// <summary>Codes that no code uses, and codes in the sources that no catalogue explains.</summary>
    public static IEnumerable<string> Differences(IEnumerable<AoError> errors, IEnumerable<SourceFile> sources)
    {
        var known = errors.Select(error => error.Code).ToImmutableHashSet(StringComparer.Ordinal);
        (string Path, string Code, bool IsUse)[] mentions = [.. sources.SelectMany(Mentions)];
        var used = mentions.Where(mention => mention.IsUse).Select(mention => mention.Code)
            .ToImmutableHashSet(StringComparer.Ordinal);
        return known.Except(used).Order(StringComparer.Ordinal).Select(code => $"{code}: nothing uses it.")
            .Concat(mentions.Where(mention => !known.Contains(mention.Code))
                .Select(mention => $"{mention.Path}: {mention.Code} is in no catalogue."));
    }

    private static IEnumerable<(string Path, string Code, bool IsUse)> Mentions(SourceFile source)
    {
        bool isCatalogue = source.Name is "Errors.cs" || source.Name.Contains("Catalogue", StringComparison.Ordinal);
        return from line in source.Lines
               from match in Code.Matches(line)
               select (source.Path, match.Value,
                   !isCatalogue && !line.AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal));
    }

    private static bool IsInRange(string project, string code) =>
        Code.Match(code).Length == code.Length && code.Length > 0
        && Ranges.TryGetValue(project, out (string Area, int First, int Last)[]? ranges)
        && Array.Exists(ranges, range => code.Split('-') is [_, { } area, { } digits]
            && area.Equals(range.Area, StringComparison.Ordinal)
            && int.Parse(digits, CultureInfo.InvariantCulture) is { } number
            && number >= range.First && number <= range.Last);

    [GeneratedRegex("AO-[A-Z]{3}-[0-9]{4}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code { get; }
}
