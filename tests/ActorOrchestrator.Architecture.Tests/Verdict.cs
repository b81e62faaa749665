namespace ActorOrchestrator.Architecture.Tests;

/// <summary>How a test reports what a rule found: everything at once, one violation a line.</summary>
internal static class Verdict
{
    public static void Holds(IEnumerable<string> violations)
    {
        string[] found = [.. violations];
        Assert.True(found.Length == 0, $"{found.Length} violations:\n{string.Join('\n', found)}");
    }
}
