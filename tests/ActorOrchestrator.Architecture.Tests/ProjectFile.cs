using System.Xml.Linq;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>What a project file says, as far as the layout is concerned.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="References">The referenced project files, from the root.</param>
/// <param name="Packages">The referenced packages that the file itself names.</param>
/// <param name="UsesAkka">It gets the Akka packages or the stand-in.</param>
/// <param name="UsesAkkaTestKit">It gets the TestKit of either.</param>
internal sealed record ProjectFile(
    string Path,
    ImmutableArray<string> References,
    ImmutableArray<string> Packages,
    bool UsesAkka,
    bool UsesAkkaTestKit)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    public static ProjectFile Parse(string path, string text)
    {
        var project = XDocument.Parse(text);
        string folder = path[..path.LastIndexOf('/')];
        return new ProjectFile(
            path,
            [.. Includes(project, "ProjectReference").Select(include => FromRoot(folder, include))],
            [.. Includes(project, "PackageReference")],
            Says(project, "UsesAkka"),
            Says(project, "UsesAkkaTestKit"));
    }

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        from element in project.Descendants(item)
        from include in ((string?)element.Attribute("Include") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        select include.Trim();

    private static bool Says(XDocument project, string property) =>
        project.Descendants(property).Any(p => string.Equals(p.Value, "true", StringComparison.OrdinalIgnoreCase));

    private static string FromRoot(string folder, string include)
    {
        List<string> parts = [.. folder.Split('/')];
        foreach (string part in include.Replace('\\', '/').Split('/'))
        {
            if (part is "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
