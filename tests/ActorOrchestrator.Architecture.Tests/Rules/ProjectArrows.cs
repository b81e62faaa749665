namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A1: which project may reference which, and which may use Akka.</summary>
internal static class ProjectArrows
{
    /// <summary>The projects of <c>src/</c>. One that is not listed here fails.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Akka.Local"] = [],
        ["Akka.Local.TestKit"] = ["Akka.Local"],
        ["ActorOrchestrator.Etcd.Protocol"] = [],
        ["ActorOrchestrator.Raft"] = [],
        ["ActorOrchestrator.Etcd"] = ["ActorOrchestrator.Etcd.Protocol"],
        ["ActorOrchestrator.EtcdServer"] = ["ActorOrchestrator.Raft", "ActorOrchestrator.Etcd.Protocol"],
        ["ActorOrchestrator"] = ["ActorOrchestrator.Etcd"],
        ["ActorOrchestrator.Testing"] = ["ActorOrchestrator", "ActorOrchestrator.Etcd"],
        ["ActorOrchestrator.Cluster"] = ["ActorOrchestrator"],
        ["ActorOrchestrator.ChangeCapture"] = ["ActorOrchestrator"],
        ["ActorOrchestrator.DataMigration"] = ["ActorOrchestrator"],
        ["ActorOrchestrator.Dashboard"] =
            ["ActorOrchestrator", "ActorOrchestrator.ChangeCapture", "ActorOrchestrator.DataMigration"],
        ["ActorOrchestrator.Cli"] =
        [
            "ActorOrchestrator", "ActorOrchestrator.ChangeCapture", "ActorOrchestrator.Dashboard",
            "ActorOrchestrator.DataMigration", "ActorOrchestrator.Etcd", "ActorOrchestrator.Etcd.Protocol",
            "ActorOrchestrator.EtcdServer", "ActorOrchestrator.Raft",
        ],
    };

    /// <summary>Everybody else stands alone: the server and the client need no actors.</summary>
    private static readonly ImmutableHashSet<string> AkkaUsers = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "ActorOrchestrator", "ActorOrchestrator.Testing", "ActorOrchestrator.ChangeCapture",
        "ActorOrchestrator.DataMigration", "ActorOrchestrator.Cluster", "ActorOrchestrator.Dashboard",
        "ActorOrchestrator.Cli");

    public static IEnumerable<string> Violations(ProjectFile project) => project.Path.Split('/')[0] switch
    {
        "src" => OfProduct(project).Concat(OfAkka(project)),
        "samples" => OfSample(project).Concat(OfAkka(project)),
        "tests" => OfTests(project).Concat(OfAkka(project)),
        _ => [$"{project.Path}: a project is in src/, samples/ or tests/."],
    };

    private static IEnumerable<string> OfProduct(ProjectFile project)
    {
        if (!Arrows.TryGetValue(project.Name, out string[]? allowed))
        {
            return [$"{project.Name}: not in the table of arrows."];
        }

        return References(project).Except(allowed, StringComparer.Ordinal)
            .Select(reference => $"{project.Name}: must not reference {reference}.");
    }

    private static IEnumerable<string> OfSample(ProjectFile project) => project.References
        .Where(reference => !reference.StartsWith("src/ActorOrchestrator", StringComparison.Ordinal))
        .Select(reference => $"{project.Name}: a sample references what users can, not {reference}.");

    private static IEnumerable<string> OfTests(ProjectFile project) => project.References
        .Where(reference => reference.StartsWith("tests/", StringComparison.Ordinal))
        .Select(reference => $"{project.Name}: tests do not reference tests, not {reference} either.");

    private static IEnumerable<string> OfAkka(ProjectFile project)
    {
        bool product = project.Path.StartsWith("src/", StringComparison.Ordinal);
        bool tests = project.Path.StartsWith("tests/", StringComparison.Ordinal);
        if (product && project.UsesAkka && !AkkaUsers.Contains(project.Name))
        {
            yield return $"{project.Name}: must do without Akka.";
        }

        if (project.UsesAkkaTestKit && !tests && project.Name is not "ActorOrchestrator.Testing")
        {
            yield return $"{project.Name}: only tests use Akka's TestKit.";
        }

        // The switch between the packages and the stand-in is in one place.
        bool ofStandIn = project.Name.StartsWith("Akka.Local", StringComparison.Ordinal);
        IEnumerable<string> direct = project.Packages.Concat(References(project)).Where(IsAkka);
        foreach (string name in ofStandIn ? [] : direct)
        {
            yield return $"{project.Name}: say UsesAkka or UsesAkkaTestKit instead of referencing {name}.";
        }
    }

    // A pattern such as src/Akka.Local*/*.csproj names all that it matches, none of them one by one.
    private static IEnumerable<string> References(ProjectFile project) => project.References
        .Where(reference => !reference.Contains('*', StringComparison.Ordinal))
        .Select(reference => Path.GetFileNameWithoutExtension(reference));

    private static bool IsAkka(string name) => name is "Akka" || name.StartsWith("Akka.", StringComparison.Ordinal);
}
