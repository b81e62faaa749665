using ActorOrchestrator.Architecture.Tests.Rules;
using ActorOrchestrator.Etcd.Protocol;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: a code of an error means one thing, is explained where users look for it, and is no relic (A9).
/// Method: catalogues by reflection, uses as text; <c>AO_REWRITE=1</c> writes <c>docs/errors.md</c> anew.
/// </summary>
public sealed class ErrorTests
{
    private const string Document = "docs/errors.md";

    private static readonly ImmutableArray<(string Project, AoError Error)> Catalogue =
    [
        .. from project in Repository.Projects
           where project.Path.StartsWith("src/", StringComparison.Ordinal)
           from error in ErrorCodes.Of(Repository.Load(project).GetTypes())
           select (project.Name, error),
    ];

    private static IEnumerable<AoError> Errors => Catalogue.Select(line => line.Error);

    [Fact]
    public void Codes_are_in_the_range_of_their_project_and_explained_in_sentences()
    {
        Assert.NotEmpty(Catalogue);
        Verdict.Holds(Catalogue.SelectMany(line => ErrorCodes.Violations(line.Project, [line.Error])));
    }

    [Fact]
    public void No_number_is_used_twice()
    {
        Assert.NotEmpty(Catalogue);
        Verdict.Holds(ErrorCodes.Twice(Errors));
    }

    [Fact]
    public void Every_code_is_used_and_every_code_used_is_explained()
    {
        ImmutableArray<SourceFile> sources = Repository.Sources("src/", "samples/");

        Assert.NotEmpty(sources);
        Verdict.Holds(ErrorCodes.Differences(Errors, sources));
    }

    [Fact]
    public void The_document_of_errors_is_the_catalogue()
    {
        string actual = ErrorDocument.Of(Errors);
        if (Environment.GetEnvironmentVariable("AO_REWRITE") is "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Document), actual);
        }

        Assert.True(
            File.Exists(Path.Combine(Repository.Root, Document)), $"{Document} is missing; AO_REWRITE=1 writes it.");
        Assert.Equal(Repository.Read(Document), actual);
    }

    [Theory]
    [InlineData("AO-ETC-0499", "Cause.", "AO-ETC-0499: not a code that ActorOrchestrator.Etcd may use.")]
    [InlineData("AO-TXN-0500", "Cause.", "AO-TXN-0500: not a code that ActorOrchestrator.Etcd may use.")]
    [InlineData("AO-ETC-05000", "Cause.", "AO-ETC-05000: not a code that ActorOrchestrator.Etcd may use.")]
    [InlineData("AO-ETC-0500", " ", "AO-ETC-0500: Cause is no sentence.")]
    [InlineData("AO-ETC-0500", "because", "AO-ETC-0500: Cause is no sentence.")]
    public void A_line_that_is_wrong_by_itself_is_reported(string code, string cause, string violation) =>
        Assert.Equal(
            [violation], ErrorCodes.Violations("ActorOrchestrator.Etcd", [new AoError(code, "It is.", cause, "Do?")]));

    [Fact]
    public void A_number_of_two_areas_is_reported() => Assert.Equal(
        ["0500: used by AO-ETC-0500 and AO-CFG-0500."],
        ErrorCodes.Twice([Line("AO-ETC-0500"), Line("AO-CFG-0500"), Line("AO-ETC-0501")]));

    [Fact]
    public void Codes_without_a_use_and_uses_without_an_explanation_are_reported()
    {
        SourceFile[] sources =
        [
            SourceFile.Parse("src/XCatalogue.cs", "\"AO-ETC-0500\", \"AO-ETC-0501\""),
            SourceFile.Parse("src/X.cs", "// AO-ETC-0500\nthrow Failed(\"AO-ETC-0501\");\n/// See AO-ETC-0502."),
        ];

        Assert.Equal(
            ["AO-ETC-0500: nothing uses it.", "src/X.cs: AO-ETC-0502 is in no catalogue."],
            ErrorCodes.Differences([Line("AO-ETC-0500"), Line("AO-ETC-0501")], sources));
    }

    [Fact]
    public void Catalogues_are_found_by_what_they_hold() =>
        Assert.Equal(["AO-ETC-0500"], ErrorCodes.Of([typeof(Catalogued), typeof(string)]).Select(error => error.Code));

    private static AoError Line(string code) => new(code, "What.", "Why.", "Do.");

    private static class Catalogued
    {
        public static ImmutableArray<AoError> All => [Line("AO-ETC-0500")];
    }
}
