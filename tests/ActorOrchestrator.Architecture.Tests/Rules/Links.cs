using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A15: every relative link of a Markdown file leads somewhere.</summary>
internal static partial class Links
{
    /// <param name="path">The file, from the root.</param>
    /// <param name="text">What it says.</param>
    /// <param name="read">The text of another file or folder; null where there is none.</param>
    public static IEnumerable<string> Violations(string path, string text, Func<string, string?> read)
    {
        foreach (string link in Of(text).Where(link => !link.Contains(':', StringComparison.Ordinal)))
        {
            string[] parts = link.Split('#', 2);
            string target = parts[0].Length == 0 ? path : Resolve(path, parts[0]);
            if ((parts[0].Length == 0 ? text : read(target)) is not { } found)
            {
                yield return $"{path}: {link} leads nowhere.";
            }
            else if (parts is [_, { } anchor] && !AnchorsOf(found).Contains(anchor, StringComparer.Ordinal))
            {
                yield return $"{path}: {link}: {target} has no such heading.";
            }
        }
    }

    public static IEnumerable<string> Of(string text) =>
        Link.Matches(Code.Replace(text, "")).Select(match => match.Groups["to"].Value);

    private static IEnumerable<string> AnchorsOf(string text) =>
        from heading in Heading.Matches(Fence.Replace(text, ""))
        let words = heading.Groups["text"].Value.Trim().ToLowerInvariant()
        select NotInAnchor.Replace(words, "").Replace(' ', '-');

    private static string Resolve(string from, string link) =>
        Path.GetRelativePath("/", Path.GetFullPath(link, "/" + Path.GetDirectoryName(from))).Replace('\\', '/');

    [GeneratedRegex(@"\]\((?<to>[^()\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"[^\w -]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchor { get; }
}
