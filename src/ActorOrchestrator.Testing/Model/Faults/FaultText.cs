using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Faults as text: their kinds and values are those of their constructors.</summary>
internal static partial class FaultText
{
    /// <summary>All kinds of faults by their names.</summary>
    public static ImmutableSortedDictionary<string, ConstructorInfo> Kinds { get; } = typeof(Fault).GetNestedTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Fault)))
        .ToImmutableSortedDictionary(NameOf, type => type.GetConstructors()[0], StringComparer.Ordinal);

    public static string Of(Fault fault)
    {
        var text = new StringBuilder(NameOf(fault.GetType()));
        foreach ((ParameterInfo parameter, object? value) in ValuesOf(fault))
        {
            if (!parameter.HasDefaultValue || !Equals(value, DefaultOf(parameter)))
            {
                text.Append(' ').Append(KeyOf(parameter)).Append('=').Append(Of(value));
            }
        }

        return text.ToString();
    }

    /// <summary>The values that a fault was made of.</summary>
    public static (ParameterInfo Parameter, object? Value)[] ValuesOf(Fault fault) =>
        [.. Kinds[NameOf(fault.GetType())].GetParameters().Select(parameter => (parameter, fault.GetType()
            .GetProperty(parameter.Name!, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)!
            .GetValue(fault)))];

    /// <summary>How a value is named in text.</summary>
    public static string KeyOf(ParameterInfo parameter) => Kebab(parameter.Name!);

    /// <summary>What a value is when nothing is said; null if something must be.</summary>
    public static object? DefaultOf(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: false } => null,
        _ when parameter.ParameterType == typeof(TimeSpan) => TimeSpan.Zero,
        { ParameterType.IsEnum: true } => Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!),
        _ => parameter.DefaultValue,
    };

    /// <summary>A text in quotes.</summary>
    public static string Quote(string text) => $"\"{text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static string Of(object? value) => value switch
    {
        string text => Quote(text),
        Names names => $"[{string.Join(',', names.Select(Quote))}]",
        ForeignWrites writes => $"[{string.Join(',', writes.Select(write =>
            write.Value is null ? Quote(write.Key) : $"{Quote(write.Key)}:{Quote(write.Value)}"))}]",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => throw new ArgumentException($"A fault cannot have {value?.GetType().Name ?? "null"}.", nameof(value)),
    };

    private static string NameOf(Type type) => Kebab(type.Name);

    private static string Kebab(string name) =>
        Hump.Replace(char.ToLowerInvariant(name[0]) + name[1..], match => "-" + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Hump { get; }
}
