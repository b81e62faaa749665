using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: references between projects point down only, and only actors, protocols and wiring know Akka.
/// Method: project files and sources are read as text; counter-examples show that each rule can fail.
/// </summary>
public sealed class LayoutTests
{
    [Fact]
    public void Arrows_between_projects_point_down_only()
    {
        Assert.NotEmpty(Repository.Projects);
        Verdict.Holds(Repository.Projects.SelectMany(ProjectArrows.Violations));
    }

    [Theory]
    [InlineData("src/Novel/Novel.csproj", "", "Novel: not in the table of arrows.")]
    [InlineData(
        "src/ActorOrchestrator.Raft/ActorOrchestrator.Raft.csproj",
        "<ProjectReference Include='..\\ActorOrchestrator\\ActorOrchestrator.csproj' />",
        "ActorOrchestrator.Raft: must not reference ActorOrchestrator.")]
    [InlineData(
        "src/ActorOrchestrator.Etcd/ActorOrchestrator.Etcd.csproj",
        "<UsesAkka>true</UsesAkka>",
        "ActorOrchestrator.Etcd: must do without Akka.")]
    [InlineData(
        "src/ActorOrchestrator/ActorOrchestrator.csproj",
        "<UsesAkkaTestKit>true</UsesAkkaTestKit>",
        "ActorOrchestrator: only tests use Akka's TestKit.")]
    [InlineData(
        "tests/X.Tests/X.Tests.csproj",
        "<PackageReference Include='Akka.Hosting' />",
        "X.Tests: say UsesAkka or UsesAkkaTestKit instead of referencing Akka.Hosting.")]
    [InlineData(
        "tests/X.Tests/X.Tests.csproj",
        "<ProjectReference Include='../Y.Tests/Y.Tests.csproj' />",
        "X.Tests: tests do not reference tests, not tests/Y.Tests/Y.Tests.csproj either.")]
    [InlineData(
        "samples/01-X/X.csproj",
        "<ProjectReference Include='../02-Y/Y.csproj' />",
        "X: a sample references what users can, not samples/02-Y/Y.csproj.")]
    [InlineData("tools/X/X.csproj", "", "tools/X/X.csproj: a project is in src/, samples/ or tests/.")]
    public void A_project_that_breaks_the_table_is_reported(string path, string items, string violation)
    {
        var project = ProjectFile.Parse(path, $"<Project>{items}</Project>");

        Assert.Equal([violation], ProjectArrows.Violations(project));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = Repository.Read("ActorOrchestrator.sln").Replace('\\', '/');

        Assert.NotEmpty(Repository.Projects);
        Verdict.Holds(Repository.Projects.Select(project => project.Path)
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            .Select(path => $"{path}: type dotnet sln add {path}."));
    }

    [Fact]
    public void Only_actors_protocols_and_wiring_know_Akka_and_the_pure_part_does_not_wait()
    {
        ImmutableArray<SourceFile> sources = Repository.Sources("src/ActorOrchestrator", "samples/");

        Assert.NotEmpty(sources);
        Verdict.Holds(sources.SelectMany(KnowledgeOfAkka.Violations));
    }

    [Theory]
    [InlineData("src/A/Txn/TxnPlan.cs", "using Akka.Actor;")]
    [InlineData("src/A/Txn/TxnPlan.cs", "using static Akka.Actor.Props;")]
    [InlineData("src/A/Etcd/IEtcdTxn.cs", "using Akka.Actor;")]
    [InlineData("src/A/Txn/TxnPlan.cs", "public Task<int> Plan()")]
    [InlineData("src/A/Txn/TxnPlan.cs", "private readonly ILogger _log;")]
    [InlineData("src/ActorOrchestrator.Etcd/Channels/RetryPlan.cs", "public Task<int> Plan()")]
    [InlineData("src/ActorOrchestrator.Etcd/Channels/Calls.cs", "using Akka.Actor;")]
    public void A_pure_part_that_knows_too_much_is_reported(string path, string text) =>
        Assert.Single(KnowledgeOfAkka.Violations(SourceFile.Parse(path, text)));

    [Theory]
    [InlineData("src/A/Txn/TxnActor.cs", "using Akka.Actor;")]
    [InlineData("src/A/Txn/TxnActor.Log.cs", "using Akka.Actor;")]
    [InlineData("src/A/Hosting/AddA.cs", "using Akka.Hosting;")]
    [InlineData("src/A/Txn/IEtcdTxn.cs", "Task<int> CommitAsync();")]
    [InlineData("src/ActorOrchestrator.Etcd/Channels/Calls.cs", "public Task<int> CallAsync()")]
    [InlineData("src/A/Txn/TxnPlan.cs", "// A Task would not be pure.")]
    public void Who_may_know_it_is_left_in_peace(string path, string text) =>
        Assert.Empty(KnowledgeOfAkka.Violations(SourceFile.Parse(path, text)));
}
