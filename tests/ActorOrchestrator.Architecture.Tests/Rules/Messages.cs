using System.Reflection;
using System.Runtime.CompilerServices;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A4: messages are sealed records, nested in a static <c>XProtocol</c>, and cannot change.</summary>
internal static class Messages
{
    public static bool IsProtocol(Type type) => type is { IsAbstract: true, IsSealed: true } // a static class
        && type.Name.EndsWith("Protocol", StringComparison.Ordinal);

    public static bool IsMessage(Type type) => type.DeclaringType is { } protocol && IsProtocol(protocol)
        && type is { IsInterface: false, IsEnum: false };

    public static IEnumerable<string> Violations(Type message)
    {
        bool isUnion = message.IsAbstract && message.GetConstructors().Length == 0;
        if (!IsRecord(message) || !(message.IsSealed || isUnion))
        {
            yield return $"{message}: a message is a sealed record.";
        }

        foreach (FieldInfo field in message.GetFields().Where(f => !f.IsInitOnly && !f.IsLiteral))
        {
            yield return $"{message}.{field.Name}: a field that can change.";
        }

        foreach (PropertyInfo property in message.GetProperties())
        {
            if (CanBeSet(property))
            {
                yield return $"{message}.{property.Name}: init or get only.";
            }

            if (WhyMutable(property.PropertyType) is { } why)
            {
                yield return $"{message}.{property.Name}: {why}.";
            }
        }
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool CanBeSet(PropertyInfo property) => property.SetMethod is { } set
        && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string? WhyMutable(Type type) => type switch
    {
        _ when type == typeof(object) => "object says nothing about what is sent",
        { IsArray: true } => "an array can change; use ImmutableArray",
        { IsGenericType: true } when IsCollection(type) => $"{type.Name} can change; use an immutable collection",
        { IsGenericType: true } => type.GetGenericArguments().Select(WhyMutable).FirstOrDefault(why => why is not null),
        _ => null,
    };

    private static bool IsCollection(Type type) => type.Namespace is
        "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.ObjectModel";
}
