namespace ActorOrchestrator.Etcd.Protocol.Tests;

/// <summary>Files beside the tests; <c>AO_REWRITE=1</c> writes them instead of comparing.</summary>
internal static class TestData
{
    private static readonly string Root = FindRoot();

    private static readonly string Folder = Path.Combine(
        Root, "tests", typeof(TestData).Assembly.GetName().Name!, "testdata");

    /// <summary>Compares lines with those of a file; those that begin with <c>#</c> are for readers.</summary>
    public static void Equal(string file, IEnumerable<string> actual)
    {
        string path = Path.Combine(Folder, file);
        string[] expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] comments = [.. expected.TakeWhile(IsComment)];
        string[] lines = [.. actual];
        if (Environment.GetEnvironmentVariable("AO_REWRITE") is "1")
        {
            File.WriteAllText(path, string.Concat(comments.Concat(lines).Select(line => line + "\n")));
        }

        Assert.NotEmpty(lines);
        Assert.Equal(File.ReadAllLines(path).Skip(comments.Length), lines);
    }

    /// <summary>Reads a file of the repository.</summary>
    /// <param name="path">From the root, with slashes.</param>
    public static string Document(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static bool IsComment(string line) => line.StartsWith('#');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorOrchestrator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No ActorOrchestrator.sln above the tests.");
        }

        return folder.FullName;
    }
}
