namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A15: C# in documents is cut from code that compiles.</summary>
internal static class Snippets
{
    /// <summary>Snippets of a document that are in none of the sources, by their first lines.</summary>
    public static IEnumerable<string> Violations(string path, string text, IReadOnlyCollection<string> sources)
    {
        foreach (string part in text.Split("```csharp\n").Skip(1))
        {
            string snippet = Flat(part.Split("```")[0]);
            if (!sources.Any(source => Flat(source).Contains(snippet, StringComparison.Ordinal)))
            {
                yield return $"{path}: \"{snippet.Split('\n')[0]}\" is cut from no file of samples/.";
            }
        }
    }

    // A snippet may stand further to the left than the code that it is cut from.
    private static string Flat(string text) =>
        string.Join('\n', text.Trim().Split('\n').Select(line => line.Trim()));
}
