using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>Text is the same on every machine: no path of one of them, and lines end in a line feed alone.</summary>
internal static partial class PortableText
{
    /// <summary>A file with a zero byte is not text.</summary>
    public static bool IsText(string content) => !content.Contains('\0', StringComparison.Ordinal);

    public static IEnumerable<string> Violations(string path, string content)
    {
        if (content.Contains('\r', StringComparison.Ordinal))
        {
            yield return $"{path}: a carriage return; lines end in a line feed alone.";
        }

        foreach (Match match in OfOneMachine.Matches(content))
        {
            yield return $"{path}: {match.Value} is a path of one machine.";
        }
    }

    [GeneratedRegex(
        @"(?<![\w.:/-])(/(home|root|work|Users|mnt)|[A-Z]:\\Users)[/\\]\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfOneMachine { get; }
}
