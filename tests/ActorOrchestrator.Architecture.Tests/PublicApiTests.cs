using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: no change of a public API goes unseen: <c>PublicApi.txt</c> beside each project of src/ is read in review.
/// Method: printed by reflection and compared; <c>AO_REWRITE=1</c> writes the file instead.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Each_public_API_is_the_reviewed_one()
    {
        ProjectFile[] projects =
            [.. Repository.Projects.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal))];

        Assert.NotEmpty(projects);
        Verdict.Holds(projects.SelectMany(Differences));
    }

    [Fact]
    public void A_line_that_came_or_went_is_shown_with_its_sign()
    {
        ImmutableSortedSet<string> reviewed = PublicApi.Of([typeof(Before)]);

        ImmutableSortedSet<string> actual = PublicApi.Of([typeof(After)]);

        string before = typeof(Before).FullName!;
        string after = typeof(After).FullName!;
        Assert.Equal(
            [
                $"+ ctor {after}()",
                $"- ctor {before}()",
                $"- method static {before}.Find(System.String[] key) : System.Void",
                $"+ method virtual {after}.Find``1(!!0 key, System.Int32 limit =) : System.String",
                $"+ type class {after}",
                $"- type class {before}",
            ],
            PublicApi.Difference(reviewed, actual));
        Assert.Empty(PublicApi.Difference(actual, actual));
    }

    private static IEnumerable<string> Differences(ProjectFile project)
    {
        ImmutableSortedSet<string> actual = PublicApi.Of(
            Repository.Load(project).GetTypes().Where(type => !Repository.IsFromProto(type)));
        string path = Path.Combine(Repository.Root, project.Folder, "PublicApi.txt");
        if (Environment.GetEnvironmentVariable("AO_REWRITE") is "1")
        {
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        }

        if (!File.Exists(path))
        {
            return [$"{project.Folder}/PublicApi.txt is missing; AO_REWRITE=1 writes it."];
        }

        var reviewed = File.ReadAllLines(path).ToImmutableHashSet(StringComparer.Ordinal);
        string[] difference = [.. PublicApi.Difference(reviewed, actual)];
        return difference is []
            ? []
            : difference.Prepend($"{project.Folder}/PublicApi.txt (AO_REWRITE=1 rewrites it):");
    }

    public class Before
    {
        public static void Find(string[] key) => Assert.NotNull(key);
    }

    public class After
    {
        public virtual string Find<T>(T key, int limit = 1) => $"{key} {limit}";
    }
}
