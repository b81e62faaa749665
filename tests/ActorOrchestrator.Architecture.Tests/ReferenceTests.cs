using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: A10: who looks up a metric or a log line finds it in docs/reference/, and it means one thing.
/// Method: sources and documents are read as text; counter-examples show that the rule can fail.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string Reference = string.Concat(
        Directory.GetFiles(Path.Combine(Repository.Root, "docs", "reference"), "*.md").Select(File.ReadAllText));

    [Fact]
    public void Every_instrument_is_declared_once_and_in_the_reference() => Verdict.Holds(ReferenceTables.Violations(
        Declared(ReferenceTables.Instruments), name => Reference.Contains($"| `{name}` |", StringComparison.Ordinal)));

    [Fact]
    public void Every_log_event_is_declared_once_and_in_the_reference() => Verdict.Holds(ReferenceTables.Violations(
        Declared(ReferenceTables.Events), id => Reference.Contains($"| {id} |", StringComparison.Ordinal)));

    [Fact]
    public void What_is_declared_twice_or_not_listed_is_reported()
    {
        const string Source = """
            _a = _meter.CreateCounter<long>("x.calls", "{call}", "Calls.");
            [LoggerMessage(7, LogLevel.Warning, "x")] [LoggerMessage(
                EventId = 8, Level = LogLevel.Error)]
            """;

        Assert.Equal(["x.calls"], ReferenceTables.Instruments(Source));
        Assert.Equal(["7", "8"], ReferenceTables.Events(Source));
        Assert.Equal(
            ["7: declared in a.cs and b.cs.", "a.cs: 8 is in no table of docs/reference/."],
            ReferenceTables.Violations([("a.cs", "7"), ("b.cs", "7"), ("a.cs", "8")], id => id is "7"));
    }

    private static (string Path, string Name)[] Declared(Func<string, IEnumerable<string>> find)
    {
        (string Path, string Name)[] declared =
        [
            .. Repository.Sources("src/ActorOrchestrator")
                .SelectMany(source => find(string.Join('\n', source.Lines)).Select(name => (source.Path, name))),
        ];
        Assert.NotEmpty(declared);
        return declared;
    }
}
