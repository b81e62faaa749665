using System.Reflection;

namespace Akka.Configuration;

/// <summary>Makes configs from text.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<HoconNode> Reference =
        new(() => HoconParser.Parse(ReadResource("reference.conf", typeof(ConfigurationFactory).Assembly)));

    /// <summary>A config without any key.</summary>
    public static Config Empty => new();

    /// <summary>Parses HOCON.</summary>
    /// <exception cref="FormatException">The text is malformed, or a substitution finds nothing in it.</exception>
    /// <exception cref="ConfigurationException">It needs what Akka.NET cannot do, or too much of it.</exception>
    public static Config ParseString(string hocon)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return new Config(HoconParser.Parse(hocon));
    }

    /// <summary>The defaults of the runtime: each call returns its own config over the same values.</summary>
    public static Config Default() => new(Reference.Value);

    /// <summary>Parses a resource of the assembly that a type lives in.</summary>
    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses a resource of an assembly.</summary>
    public static Config FromResource(string resourceName, Assembly assembly) =>
        ParseString(ReadResource(resourceName, assembly));

    private static string ReadResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using Stream stream = assembly.GetManifestResourceStream(resourceName) ?? throw new ConfigurationException(
            $"{assembly.GetName().Name} has no resource '{resourceName}', "
            + $"only: {string.Join(", ", assembly.GetManifestResourceNames())}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
