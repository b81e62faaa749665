using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A6: a method is at most 70 lines long, from its first statement to its last.</summary>
internal static class MethodLengths
{
    private const int LinesMax = 70;

    /// <summary>Reads the lengths from the assembly's debug information, where the compiler has written them.</summary>
    public static IEnumerable<string> Violations(Assembly assembly, int linesMax = LinesMax)
    {
        using FileStream file = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(file);
        MetadataReader symbols = provider.GetMetadataReader();
        return [.. symbols.MethodDebugInformation.Where(handle => !IsGenerated(symbols, handle))
            .Select(handle => Violation(assembly, symbols, handle, linesMax)).OfType<string>()];
    }

    private static bool IsGenerated(MetadataReader symbols, MethodDebugInformationHandle handle) =>
        symbols.GetMethodDebugInformation(handle).Document is { IsNil: false } document
        && symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/') is { } path
        && (path.EndsWith(".g.cs", StringComparison.Ordinal) || path.Contains("/obj/", StringComparison.Ordinal));

    private static string? Violation(
        Assembly assembly, MetadataReader symbols, MethodDebugInformationHandle handle, int linesMax)
    {
        SequencePoint[] points =
            [.. symbols.GetMethodDebugInformation(handle).GetSequencePoints().Where(point => !point.IsHidden)];
        if (points.Length == 0)
        {
            return null;
        }

        // A constructor also runs the initializers of fields, which stand elsewhere: only its own lines count; a type
        // initializer that nobody wrote has none.
        int token = MetadataTokens.GetToken(handle.ToDefinitionHandle());
        MethodBase? method = assembly.ManifestModule.ResolveMethod(token);
        int lines = method switch
        {
            { IsStatic: true } and ConstructorInfo
                when method.DeclaringType!.Attributes.HasFlag(TypeAttributes.BeforeFieldInit) => 0,
            null or ConstructorInfo => points.Select(point => point.StartLine).Distinct().Count(),
            _ => points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 1,
        };
        return lines <= linesMax
            ? null
            : $"{method?.DeclaringType}.{method?.Name}: {lines} lines, at most {linesMax}.";
    }
}
