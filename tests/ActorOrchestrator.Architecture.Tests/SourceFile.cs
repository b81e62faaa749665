namespace ActorOrchestrator.Architecture.Tests;

/// <summary>A file of C#, line by line.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Lines">Without line ends.</param>
internal sealed record SourceFile(string Path, ImmutableArray<string> Lines)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public static SourceFile Parse(string path, string text) => new(path, [.. text.TrimEnd('\n').Split('\n')]);

    public bool Says(string text) => Lines.Any(line => line.Contains(text, StringComparison.Ordinal));
}
