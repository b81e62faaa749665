using System.Globalization;
using Akka.Configuration;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting;

/// <summary>Reads a .NET configuration as HOCON.</summary>
internal static class ConfigurationHoconAdapter
{
    public static Config ToHocon(IConfiguration configuration, bool normalizeKeys)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new Config(ToTree(
            configuration is IConfigurationSection section ? [section] : configuration.GetChildren(), normalizeKeys));
    }

    private static HoconNode ToTree(IEnumerable<IConfigurationSection> sections, bool normalizeKeys)
    {
        HoconNode tree = HoconNode.Tree.Empty;
        foreach (IConfigurationSection section in sections)
        {
            // The provider of environment variables has turned "__" into levels; what is left stands for a hyphen.
            string path = normalizeKeys ? section.Key.ToLowerInvariant().Replace('_', '-') : section.Key;
            HoconNode node = ToNode(section, normalizeKeys);
            foreach (string key in HoconPath.Split(path).Reverse())
            {
                node = new HoconNode.Tree(HoconNode.Tree.Empty.Fields.Add(key, node));
            }

            tree = node.Over(tree);
        }

        return tree;
    }

    private static HoconNode ToNode(IConfigurationSection section, bool normalizeKeys)
    {
        IConfigurationSection[] children = [.. section.GetChildren()];
        if (children.Length > 0 && children.All(child => IndexOf(child) >= 0))
        {
            return new HoconNode.List([.. children.OrderBy(IndexOf).Select(child => ToNode(child, normalizeKeys))]);
        }

        return children.Length > 0 && section.Value is null
            ? ToTree(children, normalizeKeys)
            : new HoconNode.Text(ToWord(section.Value));
    }

    /// <summary>JSON's booleans arrive in .NET's spelling, which is none of HOCON's.</summary>
    private static string? ToWord(string? value) => value switch
    {
        "True" => "on",
        "False" => "off",
        _ => value,
    };

    private static int IndexOf(IConfigurationSection section) =>
        int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
}
