using System.Reflection;
using System.Runtime.CompilerServices;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A8: nothing static changes: two orchestrators live in one process.</summary>
internal static class StaticState
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <param name="type">The type.</param>
    /// <param name="allowed">Fields that may change, with the reason why: <c>Type.Field</c>.</param>
    public static IEnumerable<string> Violations(Type type, IReadOnlyDictionary<string, string> allowed) =>
        from field in type.IsEnum || type.IsDefined(typeof(CompilerGeneratedAttribute)) ? [] : type.GetFields(All)
        where !field.IsLiteral && !field.Name.StartsWith("<>", StringComparison.Ordinal)
        where !allowed.ContainsKey($"{type.FullName}.{field.Name}")
        let why = !field.IsInitOnly ? "is not readonly" : WhyMutable(field.FieldType)
        where why is not null
        select $"{type.FullName}.{field.Name}: static, but {why}.";

    private static string? WhyMutable(Type type) => type is { IsGenericType: true, IsInterface: false }
        && type.Namespace is "System.Collections.Generic" or "System.Collections.Concurrent"
        && !type.Name.EndsWith("Comparer`1", StringComparison.Ordinal)
            ? $"a {type.Name.Split('`')[0]} can change"
            : null;
}
