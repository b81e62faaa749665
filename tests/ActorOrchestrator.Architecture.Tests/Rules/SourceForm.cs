using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A6: a file fits a head, a line fits a screen, and nothing dead lies about.</summary>
internal static partial class SourceForm
{
    private const int LinesMax = 250;
    private const int ColumnsMax = 120;

    public static IEnumerable<string> Violations(SourceFile source)
    {
        if (source.Lines.Length > LinesMax)
        {
            yield return $"{source.Path}: {source.Lines.Length} lines, at most {LinesMax}; split by concern.";
        }

        foreach ((int number, string line) in source.Lines.Index())
        {
            if (line.Length > ColumnsMax)
            {
                yield return $"{source.Path}:{number + 1}: {line.Length} columns, at most {ColumnsMax}.";
            }

            if (Region.IsMatch(line))
            {
                yield return $"{source.Path}:{number + 1}: no regions; a file holds one idea.";
            }

            if (CommentedOut.IsMatch(line))
            {
                yield return $"{source.Path}:{number + 1}: commented-out code; the history keeps it.";
            }
        }
    }

    [GeneratedRegex(@"^\s*#(end)?region\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Region { get; }

    // A line comment that ends like a statement and begins like one: prose with a semicolon at the end does not.
    [GeneratedRegex(
        @"^\s*//\s*(((if|for|foreach|while|switch|using|lock)\s*\(.*"
        + @"|(return|throw|await|var|public|private|internal|protected|static)\s.*"
        + @"|[\w.<>\[\]?]+(\s+\w+)?\s*=[^=].*|[\w.]+\(.*\))\s*[;{]|[{}])\s*$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex CommentedOut { get; }
}
