using System.Reflection;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A7: every line of the list of banned calls bans what exists, and says what to call instead.</summary>
internal static class BannedSymbols
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types in which banned members are looked for, by full name.</summary>
    public static ImmutableDictionary<string, Type> Index(IEnumerable<Assembly> assemblies) => assemblies
        .SelectMany(assembly => assembly.GetExportedTypes())
        .DistinctBy(type => type.FullName!, StringComparer.Ordinal)
        .ToImmutableDictionary(type => type.FullName!, StringComparer.Ordinal);

    public static IEnumerable<string> Violations(string list, ImmutableDictionary<string, Type> types)
    {
        foreach (string line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(';', 2) is not [var symbol, { Length: > 0 }])
            {
                yield return $"{line}: a symbol, a semicolon, and what to call instead.";
            }
            else if (!Exists(symbol, types))
            {
                yield return $"{symbol}: no such member, so this line bans nothing.";
            }
        }
    }

    private static bool Exists(string symbol, ImmutableDictionary<string, Type> types)
    {
        string path = symbol[2..].Split('(', 2)[0];
        return types.TryGetValue(path[..path.LastIndexOf('.')], out Type? owner)
            && owner.GetMembers(All).Any(member => string.Equals(IdOf(member), symbol, StringComparison.Ordinal));
    }

    // The form of XML documentation, which the analyzer reads too.
    private static string IdOf(MemberInfo member) => member switch
    {
        PropertyInfo property => $"P:{property.DeclaringType!.FullName}.{property.Name}",
        MethodInfo method => $"M:{method.DeclaringType!.FullName}.{method.Name}{Generics(method)}{Parameters(method)}",
        _ => "",
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";

    private static string Parameters(MethodInfo method) => method.GetParameters() is { Length: > 0 } parameters
        ? $"({string.Join(',', parameters.Select(parameter => NameOf(parameter.ParameterType)))})"
        : "";

    private static string NameOf(Type type) => type switch
    {
        { IsGenericParameter: true } => (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition,
        { IsArray: true } => NameOf(type.GetElementType()!) + "[]",
        { IsGenericType: true } => type.GetGenericTypeDefinition().FullName!.Split('`')[0]
            + $"{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}",
        _ => type.FullName!,
    };
}
