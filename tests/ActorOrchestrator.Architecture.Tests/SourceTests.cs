using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: files, lines and methods that can be read at once, and text that is the same on every machine.
/// Method: sources as text, lengths of methods from the debug information of the assemblies.
/// </summary>
public sealed class SourceTests
{
    [Fact]
    public void Files_and_lines_fit_a_screen()
    {
        ImmutableArray<SourceFile> sources = Repository.Sources("src/", "samples/", "tests/", ".ci/");

        Assert.NotEmpty(sources);
        Verdict.Holds(sources.SelectMany(SourceForm.Violations));
    }

    [Theory]
    [InlineData(" #region Helpers")]
    [InlineData("    // return 1;")]
    [InlineData("    // var plan = Plan.Empty;")]
    [InlineData("    // _count = 3;")]
    [InlineData("    // Context.Watch(child);")]
    [InlineData("    // if (plan.IsEmpty) {")]
    [InlineData("    // }")]
    public void A_line_that_does_not_belong_is_reported(string line) =>
        Assert.Single(SourceForm.Violations(SourceFile.Parse("A.cs", line)));

    [Theory]
    [InlineData("    // L4: no tick below the barrier;")]
    [InlineData("    // The answer may be late (see Fenced);")]
    [InlineData("    /// return 1;")]
    [InlineData("    Tell(1); // Sender is gone by then.")]
    public void A_comment_in_words_is_left_in_peace(string line) =>
        Assert.Empty(SourceForm.Violations(SourceFile.Parse("A.cs", line)));

    [Fact]
    public void A_long_file_and_a_wide_line_are_reported_with_their_sizes()
    {
        string text = string.Concat(Enumerable.Repeat("x\n", 250)) + new string('y', 121) + "\n";

        Assert.Equal(
            ["A.cs: 251 lines, at most 250; split by concern.", "A.cs:251: 121 columns, at most 120."],
            SourceForm.Violations(SourceFile.Parse("A.cs", text)));
    }

    [Fact]
    public void Methods_fit_a_screen()
    {
        var assemblies = Repository.Assemblies("src/", "samples/").Add(typeof(SourceTests).Assembly);

        Assert.True(assemblies.Length > 1);
        Verdict.Holds(assemblies.SelectMany(assembly => MethodLengths.Violations(assembly)));
    }

    [Fact]
    public void A_long_method_is_reported_with_its_length()
    {
        string name = $"{typeof(SourceTests)}.{nameof(A_long_method_is_reported_with_its_length)}";

        IEnumerable<string> violations = MethodLengths.Violations(typeof(SourceTests).Assembly, linesMax: 6);

        Assert.Contains($"{name}: 7 lines, at most 6.", violations, StringComparer.Ordinal);
    }

    [Fact]
    public void Text_is_the_same_on_every_machine()
    {
        var texts = Repository.Files.Select(path => (path, text: Repository.Read(path)))
            .Where(file => PortableText.IsText(file.text)).ToList();

        Assert.NotEmpty(texts);
        Verdict.Holds(texts.SelectMany(file => PortableText.Violations(file.path, file.text)));
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("see /" + "home/someone/checkout")]
    [InlineData("C:" + "\\Users\\someone")]
    public void Text_of_one_machine_is_reported(string text) =>
        Assert.Single(PortableText.Violations("a.md", text));

    [Theory]
    [InlineData("https://example.org/" + "home/page")]
    [InlineData("tests/" + "work/plan.txt")]
    public void Text_of_any_machine_is_left_in_peace(string text) =>
        Assert.Empty(PortableText.Violations("a.md", text));
}
