using System.Reflection;
using System.Runtime.Loader;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>The checkout that these tests were built from, as text and as assemblies.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>What .gitignore leaves out, as far as it is a folder.</summary>
    private static readonly ImmutableHashSet<string> NotOurs = ImmutableHashSet.Create(
        StringComparer.Ordinal, ".git", ".ao", ".vs", ".idea", ".vscode", "artifacts", "bin", "node_modules", "obj");

    /// <summary>Every file of the checkout that is not generated, as a path from the root.</summary>
    public static readonly ImmutableArray<string> Files =
        [.. FilesBelow(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>The projects of <c>src/</c>, <c>samples/</c> and <c>tests/</c>.</summary>
    public static readonly ImmutableArray<ProjectFile> Projects =
    [
        .. Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => ProjectFile.Parse(f, Read(f))),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static ImmutableArray<SourceFile> Sources(params string[] folders) =>
    [
        .. from path in Files
           where path.EndsWith(".cs", StringComparison.Ordinal)
              && Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal))
           select SourceFile.Parse(path, Read(path)),
    ];

    /// <summary>Types that people wrote, of the projects in a folder.</summary>
    public static ImmutableArray<Type> Types(params string[] folders) =>
    [
        .. from assembly in Assemblies(folders)
           from type in assembly.GetTypes()
           where !type.FullName!.Contains('<', StringComparison.Ordinal) && !IsFromProto(type)
           select type,
    ];

    /// <summary>Whether a type is generated from a <c>.proto</c> file; its fields are tested instead.</summary>
    public static bool IsFromProto(Type type) => typeof(IMessage).IsAssignableFrom(type)
        || (type.DeclaringType is { } owner && IsFromProto(owner))
        || (type.IsEnum && type.GetFields().Any(field => field.IsDefined(typeof(OriginalNameAttribute))))
        || type.GetProperty("Descriptor")?.PropertyType == typeof(FileDescriptor);

    public static ImmutableArray<Assembly> Assemblies(params string[] folders) =>
    [
        .. from project in Projects
           where Array.Exists(folders, folder => project.Path.StartsWith(folder, StringComparison.Ordinal))
           select Load(project),
    ];

    /// <summary>From beside this test, or from the project's own output where a reference would be ambiguous.</summary>
    public static Assembly Load(ProjectFile project)
    {
        string file = project.Name + ".dll";
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, file)))
        {
            return Assembly.Load(project.Name);
        }

        // What it references is found only when it is loaded already.
        foreach (ProjectFile reference in Projects.Where(other => project.References.Contains(other.Path)))
        {
            _ = Load(reference);
        }

        string output = Path.GetRelativePath(
            Path.Combine(Root, "tests", typeof(Repository).Assembly.GetName().Name!), AppContext.BaseDirectory);
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(Root, project.Folder, output, file));
    }

    private static IEnumerable<string> FilesBelow(DirectoryInfo folder) => folder.EnumerateFiles()
        .Where(file => file.Name is not ".akka-runtime")
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
        .Concat(folder.EnumerateDirectories().Where(sub => !NotOurs.Contains(sub.Name)).SelectMany(FilesBelow));

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
