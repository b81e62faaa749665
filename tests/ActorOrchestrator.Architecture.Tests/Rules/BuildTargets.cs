using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A15: scripts and documents name only targets that the build program has.</summary>
internal static partial class BuildTargets
{
    /// <summary>The targets of <c>.ci/build.cs</c>.</summary>
    public static ImmutableHashSet<string> Of(string program) =>
        [.. Target.Matches(program).Select(match => match.Groups["name"].Value)];

    public static IEnumerable<string> Violations(string path, string text, IReadOnlySet<string> known) =>
        from target in Named(text)
        where !known.Contains(target)
        select $"{path}: .ci/build.cs has no target {target}.";

    /// <summary>The targets that a text calls, in its order.</summary>
    public static IEnumerable<string> Named(string text) =>
        from Match call in Call.Matches(text)
        from target in TargetsOf(call.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        select target;

    // Options are not targets, and what follows run or bench is not ours.
    private static IEnumerable<string> TargetsOf(string[] words)
    {
        int program = Array.FindIndex(words, word => word is "run" or "bench");
        return words.Take(program < 0 ? words.Length : program + 1)
            .TakeWhile(word => word is not "--filter")
            .Where(word => !word.StartsWith('-'));
    }

    [GeneratedRegex(@"^    \[""(?<name>[a-z]+)""\] =", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Target { get; }

    [GeneratedRegex(@"build\.(sh|ps1)(?<words>( +[a-z-][\w=-]*)+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call { get; }
}
