using System.Globalization;
using System.Reflection;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A13: the public and protected API of an assembly as text, one line a type, base or member.</summary>
/// <remarks>The form of the lists that Akka.NET's API is checked against: generic parameters by position.</remarks>
internal static class PublicApi
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static ImmutableSortedSet<string> Of(IEnumerable<Type> types) =>
        types.Where(IsVisible).SelectMany(LinesOf).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>What stands in one of the two only, as a reader of differences expects it.</summary>
    public static IEnumerable<string> Difference(IReadOnlySet<string> reviewed, IReadOnlySet<string> actual) =>
        reviewed.Except(actual, StringComparer.Ordinal).Select(line => (line, sign: "- "))
            .Concat(actual.Except(reviewed, StringComparer.Ordinal).Select(line => (line, sign: "+ ")))
            .OrderBy(pair => pair.line, StringComparer.Ordinal)
            .Select(pair => pair.sign + pair.line);

    private static bool IsVisible(Type type) => type.DeclaringType is { } owner
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(owner)
        : type.IsPublic;

    private static IEnumerable<string> LinesOf(Type type)
    {
        string kind = KindOf(type);
        string name = NameOf(type);
        bool hasBases = kind is not ("enum" or "delegate");
        Type[] parent = hasBases && type is { IsValueType: false, BaseType: { } b } && b != typeof(object) ? [b] : [];
        return type.GetMembers(All).Select(member => LineOf(type, member)).OfType<string>()
            .Concat(parent.Concat(hasBases ? type.GetInterfaces() : [])
                .Where(IsVisible).Select(contract => $"base {name} : {NameOf(contract)}"))
            .Append($"type {kind} {name}");
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(MulticastDelegate).IsAssignableFrom(type.BaseType) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string? LineOf(Type owner, MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: true } => null,
        FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
            $"field {NameOf(owner)}.{field.Name} : {NameOf(field.FieldType)}{ValueOf(owner, field)}",
        ConstructorInfo { IsStatic: false } ctor when IsSeen(ctor) => $"ctor {NameOf(owner)}({ParametersOf(ctor)})",
        MethodInfo method when IsSeen(method) && !method.Name.Contains('<', StringComparison.Ordinal)
            && !IsOverride(method) => MethodLine(owner, method),
        _ => null,
    };

    private static string ValueOf(Type owner, FieldInfo field) => owner.IsEnum
        ? $" = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
        : "";

    private static string MethodLine(Type owner, MethodInfo method)
    {
        bool open = method is { IsVirtual: true, IsFinal: false } && !owner.IsInterface;
        string modifier = method.IsStatic ? "static " : open ? "virtual " : "";
        string generics = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        return $"method {modifier}{NameOf(owner)}.{method.Name}{generics}({ParametersOf(method)}) : "
            + NameOf(method.ReturnType);
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What is overridden is listed at its own type, and an override adds nothing to what callers may write.
    private static bool IsOverride(MethodInfo method) =>
        method.IsVirtual && method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static string ParametersOf(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => (parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "")
        + $"{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " =" : "")}"));

    private static string NameOf(Type type) => type switch
    {
        { IsByRef: true } => "ref " + NameOf(type.GetElementType()!),
        { IsArray: true } => NameOf(type.GetElementType()!) + "[]",
        { IsPointer: true } => NameOf(type.GetElementType()!) + "*",
        { IsGenericParameter: true } => (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition,
        _ => (type.DeclaringType is { } owner ? NameOf(owner) + "+" : type.Namespace + ".") + type.Name
            + (type.IsGenericType ? $"<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>" : ""),
    };
}
