using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: what scripts and documents tell people to type exists, and what they link to too.
/// Method: the targets of the build program are compared with every text that calls it.
/// </summary>
public sealed class DocumentTests
{
    private static readonly ImmutableHashSet<string> Targets = BuildTargets.Of(Repository.Read(".ci/build.cs"));

    private static readonly ImmutableArray<string> Documents =
        [.. Repository.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void Targets_named_in_scripts_and_documents_exist()
    {
        string[] callers = ["build.sh", "build.ps1", ".ci/run", ".ci/install", .. Documents];

        Assert.Contains("test", Targets);
        Assert.NotEmpty(callers.SelectMany(path => BuildTargets.Named(Repository.Read(path))));
        Verdict.Holds(callers.SelectMany(path => BuildTargets.Violations(path, Repository.Read(path), Targets)));
    }

    [Fact]
    public void A_target_that_does_not_exist_is_reported() => Assert.Equal(
        ["a.md: .ci/build.cs has no target tset."],
        BuildTargets.Violations("a.md", "`./build.sh --akka=local build tset run wild` and ./build.ps1 test", Targets));

    [Fact]
    public void CI_ends_with_the_test_command_of_the_README()
    {
        string[] ci = Repository.Read(".ci/run").TrimEnd('\n').Split('\n');

        string[] commands = Repository.Read("README.md").Split('\n');

        Assert.Equal("./build.sh test", ci[^1]);
        Assert.Contains(commands, line => line.Split('#')[0].TrimEnd() is "./build.sh test");
    }

    [Fact]
    public void Code_in_documents_is_cut_from_samples()
    {
        string[] samples = [.. Repository.Sources("samples").Select(source => string.Join('\n', source.Lines))];

        Assert.Contains(Documents, document =>
            Repository.Read(document).Contains("```csharp", StringComparison.Ordinal));
        Verdict.Holds(
            Documents.SelectMany(document => Snippets.Violations(document, Repository.Read(document), samples)));
    }

    [Fact]
    public void Code_that_no_sample_has_is_reported() => Assert.Equal(
        ["x.md: \"var b = 2;\" is cut from no file of samples/."],
        Snippets.Violations(
            "x.md", "```csharp\nvar a = 1;\n```\n```csharp\nvar b = 2;\n```", ["{\n    var a = 1;\n}"]));

    [Fact]
    public void Every_link_leads_somewhere()
    {
        Assert.NotEmpty(Documents);
        Verdict.Holds(Documents.SelectMany(path => Links.Violations(path, Repository.Read(path), ReadIfThere)));
    }

    [Theory]
    [InlineData("[a](missing.md)", "docs/a.md: missing.md leads nowhere.")]
    [InlineData("[a](../README.md#no-such)", "docs/a.md: ../README.md#no-such: README.md has no such heading.")]
    [InlineData("# Here\n[a](#there)", "docs/a.md: #there: docs/a.md has no such heading.")]
    public void A_link_that_leads_nowhere_is_reported(string text, string violation) =>
        Assert.Equal([violation], Links.Violations("docs/a.md", text, ReadIfThere));

    [Fact]
    public void Links_to_files_folders_headings_and_the_web_are_left_in_peace() => Assert.Empty(Links.Violations(
        "docs/a.md",
        "# It's *one* `word`\n[a](../README.md) [b](../src) [c](https://x.org/#y) [d](#its-one-word) `[e](f)`",
        ReadIfThere));

    private static string? ReadIfThere(string path) =>
        Directory.Exists(Path.Combine(Repository.Root, path)) ? ""
        : File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path)
        : null;
}
