using ActorOrchestrator.Architecture.Tests.Rules;
using Akka.Actor;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: the list of banned calls bans what exists, and nothing static changes.
/// Method: reflection; counter-examples are lines and a type below.
/// </summary>
public sealed class CodeTests
{
    /// <summary>Static fields that may change: <c>Type.Field</c>, and why.</summary>
    private static readonly Dictionary<string, string> MayChange = new(StringComparer.Ordinal)
    {
        ["Akka.Actor.CurrentCell.Value"] = "Thread-static: which actor this thread runs, for Context and Sender.",
    };

    private static readonly ImmutableDictionary<string, Type> KnownTypes = BannedSymbols.Index(
    [
        typeof(object).Assembly, typeof(System.Diagnostics.Stopwatch).Assembly, typeof(ReceiveActor).Assembly,
    ]);

    [Fact]
    public void Every_banned_symbol_exists_and_names_its_replacement()
    {
        string list = Repository.Read(".ci/BannedSymbols.txt");
        bool standIn = KnownTypes["Akka.Actor.ReceiveActor"].Assembly.GetName().Name is "Akka.Local";

        // The stand-in leaves out what is banned; the genuine packages have it.
        IEnumerable<string> lines = list.Split('\n')
            .Where(line => !standIn || !line.StartsWith("M:Akka.", StringComparison.Ordinal));
        Assert.NotEmpty(lines);
        Verdict.Holds(BannedSymbols.Violations(string.Join('\n', lines), KnownTypes));
    }

    [Theory]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTime.Tomorrow;Use TimeProvider.")]
    [InlineData("M:System.Threading.Thread.Sleep;Use Timers.")]
    [InlineData("M:System.Clock.Read;Use TimeProvider.")]
    public void A_line_that_bans_nothing_is_reported(string line) =>
        Assert.Single(BannedSymbols.Violations(line, KnownTypes));

    [Fact]
    public void The_id_of_a_generic_method_is_that_of_the_documentation() =>
        Assert.Empty(BannedSymbols.Violations(
            "M:System.Threading.Tasks.Task.WhenAll``1"
            + "(System.Collections.Generic.IEnumerable{System.Threading.Tasks.Task{``0}});No.",
            KnownTypes));

    [Fact]
    public void Nothing_static_changes()
    {
        ImmutableArray<Type> types = Repository.Types("src/", "samples/");

        Assert.NotEmpty(types);
        Verdict.Holds(types.SelectMany(type => StaticState.Violations(type, MayChange)));
    }

    [Fact]
    public void Whatever_may_change_exists_and_is_not_listed_in_vain()
    {
        IEnumerable<string> changing = Repository.Types("src/", "samples/")
            .SelectMany(type => StaticState.Violations(type, ImmutableDictionary<string, string>.Empty))
            .Select(violation => violation.Split(':')[0]);

        Verdict.Holds(
            MayChange.Keys.Except(changing, StringComparer.Ordinal).Select(field => $"{field}: does not change."));
    }

    [Fact]
    public void Static_fields_that_change_are_reported()
    {
        string name = typeof(Changing).FullName!;

        Assert.Equal(
            [
                $"{name}.<Property>k__BackingField: static, but is not readonly.",
                $"{name}.Table: static, but a Dictionary can change.",
                $"{name}._count: static, but is not readonly.",
            ],
            StaticState.Violations(typeof(Changing), new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [$"{name}._perThread"] = "One value for each thread.",
            }).OrderBy(violation => violation, StringComparer.Ordinal));
    }

    private static class Changing
    {
        public const int Constant = 1;
        public static readonly ImmutableArray<int> Fixed = [1];
        public static readonly Dictionary<string, int> Table = new(StringComparer.Ordinal);

        [ThreadStatic]
        private static int _perThread;
        private static int _count;

        public static int Property { get; set; }

        public static int Next() => ++_count + ++_perThread;
    }
}
