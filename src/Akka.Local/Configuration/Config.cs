namespace Akka.Configuration;

/// <summary>Settings read from HOCON: a tree, asked by dotted paths. Immutable and safe for all threads.</summary>
/// <remarks>
/// A path that is not set reads as the default, never as an error. A key with dots is quoted: <c>a."b.c".d</c>.
/// A value of the wrong kind throws <see cref="FormatException"/>, <see cref="OverflowException"/> or, for a
/// boolean, <see cref="NotSupportedException"/>; the message names path, value and what was expected.
/// </remarks>
public class Config
{
    /// <summary>No key is set.</summary>
    public static readonly Config Empty = new();

    private readonly HoconNode _own;
    private readonly HoconNode _merged;
    private readonly string _prefix;

    /// <summary>No key is set.</summary>
    public Config()
        : this(HoconNode.Tree.Empty)
    {
    }

    internal Config(HoconNode root)
        : this(root, root, prefix: "")
    {
    }

    /// <param name="own">What <see cref="ToString()"/> shows: this config without its fallbacks.</param>
    /// <param name="merged">What is read.</param>
    /// <param name="prefix">Where this config was cut out of another, for messages.</param>
    private Config(HoconNode own, HoconNode merged, string prefix) =>
        (_own, _merged, _prefix) = (own, merged, prefix);

    /// <summary>Whether no key is set.</summary>
    public virtual bool IsEmpty => _merged is HoconNode.Tree { Fields.IsEmpty: true };

    /// <summary>Lays a config of HOCON text under this one.</summary>
    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>Lays a config under one of HOCON text.</summary>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>Parses HOCON text.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>Whether a path is set, be it to null.</summary>
    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>A text; null also if the path holds an object, an array or <c>null</c>.</summary>
    public virtual string? GetString(string path, string? @default = null) =>
        Find(path) is { } node ? HoconConversions.ToText(node) : @default;

    /// <summary>on, off, true or false.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) =>
        Find(path) is { } node ? HoconConversions.ToBoolean(node, Full(path)) : @default;

    /// <summary>A whole number of 32 bits.</summary>
    public virtual int GetInt(string path, int @default = 0) =>
        Find(path) is { } node ? HoconConversions.ToWhole<int>(node, Full(path)) : @default;

    /// <summary>A whole number of 64 bits.</summary>
    public virtual long GetLong(string path, long @default = 0) =>
        Find(path) is { } node ? HoconConversions.ToWhole<long>(node, Full(path)) : @default;

    /// <summary>A number of single precision.</summary>
    public virtual float GetFloat(string path, float @default = 0) =>
        Find(path) is { } node ? HoconConversions.ToReal<float>(node, Full(path)) : @default;

    /// <summary>A number of double precision.</summary>
    public virtual double GetDouble(string path, double @default = 0) =>
        Find(path) is { } node ? HoconConversions.ToReal<double>(node, Full(path)) : @default;

    /// <summary>A decimal number; an exponent is not allowed.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) =>
        Find(path) is { } node ? HoconConversions.ToDecimal(node, Full(path)) : @default;

    /// <summary>A number of bytes, such as 512, 10KiB (10,240) or 10 kB (10,000).</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, def: null);

    /// <summary>A number of bytes, such as 512, 10KiB (10,240) or 10 kB (10,000).</summary>
    public virtual long? GetByteSize(string path, long? def = null) =>
        Find(path) is { } node ? HoconConversions.ToByteSize(node, Full(path)) : def;

    /// <summary>A duration, such as 5s or 150 ms; a bare number is milliseconds.</summary>
    /// <param name="path">Where to look.</param>
    /// <param name="default">For a path that is not set; zero if not given.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> may be written for no limit at all.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Find(path) is { } node
            ? HoconConversions.ToTimeSpan(node, Full(path), allowInfinite)
            : @default.GetValueOrDefault();

    /// <summary>Texts; none if the path is not set.</summary>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>Texts, or others if the path is not set.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Find(path) is { } node ? HoconConversions.ToList(node, Full(path), HoconConversions.ToItem) : defaultPaths;

    /// <summary>Booleans. The path must be set.</summary>
    public virtual IList<bool> GetBooleanList(string path) => ToList(path, HoconConversions.ToBoolean);

    /// <summary>Whole numbers of 32 bits. The path must be set.</summary>
    public virtual IList<int> GetIntList(string path) => ToList(path, HoconConversions.ToWhole<int>);

    /// <summary>Whole numbers of 64 bits. The path must be set.</summary>
    public virtual IList<long> GetLongList(string path) => ToList(path, HoconConversions.ToWhole<long>);

    /// <summary>Numbers of double precision. The path must be set.</summary>
    public virtual IList<double> GetDoubleList(string path) => ToList(path, HoconConversions.ToReal<double>);

    /// <summary>The part below a path as a config of its own; null if the path is not set.</summary>
    public virtual Config? GetConfig(string path) =>
        Find(path) is { } node ? new Config(node, node, Full(path)) : null;

    /// <summary>Lays this config over another: objects merge, of all else this one's wins.</summary>
    /// <exception cref="ArgumentException">The fallback is this config itself.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("A config cannot be its own fallback.", nameof(fallback));
        }

        if (fallback is null)
        {
            return this;
        }

        return IsEmpty ? fallback : new Config(_own, _merged.Over(fallback._merged), _prefix);
    }

    /// <summary>This config as HOCON, without its fallbacks.</summary>
    public override string ToString() => HoconWriter.Write(_own);

    /// <summary>This config as HOCON.</summary>
    /// <param name="includeFallback">Whether to show all that can be read, or only what was not a fallback.</param>
    public string ToString(bool includeFallback) => HoconWriter.Write(includeFallback ? _merged : _own);

    private HoconNode? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _merged.Find(HoconPath.Split(path));
    }

    private string Full(string path) => _prefix.Length > 0 ? $"{_prefix}.{path}" : path;

    // Akka.NET fails on a list that is not set as well, with a NullReferenceException.
    private List<T> ToList<T>(string path, Func<HoconNode, string, T> convert) => Find(path) is { } node
        ? HoconConversions.ToList(node, Full(path), convert)
        : throw new ConfigurationException($"{Full(path)} is not set: expected an array.");
}
