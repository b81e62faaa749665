using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>For configs that may be null, as <see cref="Config.GetConfig"/> returns them.</summary>
public static class ConfigExtensions
{
    /// <summary>A config with a fallback, where either may be null and both may be the same.</summary>
    [return: NotNullIfNotNull(nameof(config))]
    [return: NotNullIfNotNull(nameof(fallback))]
    public static Config? SafeWithFallback(this Config? config, Config? fallback) =>
        config is null || ReferenceEquals(config, fallback) ? fallback : config.WithFallback(fallback);

    /// <summary>Whether there is nothing to read.</summary>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;
}
