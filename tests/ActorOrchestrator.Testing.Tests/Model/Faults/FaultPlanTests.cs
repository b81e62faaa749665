using ActorOrchestrator.Testing.Model.Faults;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <summary>
/// Goal: a fault plan is a value: it can be printed, read again, and shrunk to what matters.
/// Method: one of each kind, random plans, and predicates that need some of the rules.
/// </summary>
public sealed class FaultPlanTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ImmutableArray<Fault> OneOfEach =
    [
        new Fault.DropRequest(), new Fault.DropRequest(Refused: true), new Fault.DropResponse(),
        new Fault.DropResponse(LostAnswer.Silence), new Fault.Delay(Second), new Fault.Delay(Second, 2 * Second),
        new Fault.Reorder(), new Fault.Error("etcdserver: too many requests"),
        new Fault.Error("etcdserver: leader changed", applied: true), new Fault.DenyPermission(),
        new Fault.StallKeepAlive(Second), new Fault.CompactDuringPaging(), new Fault.WatchDelay(Second),
        new Fault.WatchDelay(Second, WholeStream: true), new Fault.WatchSplit(), new Fault.WatchSplit(Fragments: true),
        new Fault.WatchRepeat(3), new Fault.WatchOld(), new Fault.WatchBreak(),
        new Fault.WatchBreak("etcdserver: no leader"), new Fault.WatchSilence(), new Fault.WatchSilence(Second),
        new Fault.WatchCancel(), new Fault.WatchCancel("why \"not\""), new Fault.Compact(), new Fault.Compact(7),
        new Fault.ExpireLease(), new Fault.RevokeLease(), new Fault.LeaderChange(Second),
        new Fault.Partition(new Names("model-1", "model-2"), Second), new Fault.Isolate(new Names("model-3"), Second),
        new Fault.Pause("model-1", Second),
        new Fault.Foreign(new ForeignWrites(new ForeignWrite("/a", "1"), new ForeignWrite("/b"))),
        new Fault.RestoreBackup(5), new Fault.NewCluster(), new Fault.NewCluster(9), new Fault.NoSpace(),
        new Fault.Corrupt(), new Fault.TokenLost(), new Fault.ClockJump("a", -Second),
    ];

    private static readonly Gen<FaultRule> Rules =
        from trigger in Gen.Elements<FaultTrigger>(
            new FaultTrigger.Call(3),
            new FaultTrigger.Revision(100),
            new FaultTrigger.At(TimeSpan.FromMilliseconds(1234)),
            new FaultTrigger.Chance(0.1))
        from method in Gen.Elements(null, "Put", "Txn")
        from prefix in Gen.Elements(null, "/a", "with \"quotes\" and \\ and\nlines =>")
        from member in Gen.Elements(null, "model-1")
        from client in Gen.Elements(null, "a b")
        from fault in Gen.Elements(OneOfEach.ToArray())
        select new FaultRule(trigger, new FaultMatch(method, prefix, member, client), fault);

    private static readonly Gen<FaultPlan> Plans =
        from seed in Gen.Choose(-5, 1000)
        from rules in Rules.ArrayOf()
        select new FaultPlan(seed, [.. rules]);

    [Fact]
    public void Every_kind_of_the_table_is_printed_and_read_again()
    {
        Assert.Equal(FaultText.Kinds.Count, OneOfEach.Select(fault => fault.GetType()).Distinct().Count());
        foreach (Fault fault in OneOfEach)
        {
            FaultPlan plan = FaultPlan.None.With(new FaultTrigger.Call(1), fault);
            Assert.Equal(plan, FaultPlan.Parse(plan.ToString()));
        }
    }

    [Fact]
    public void Any_plan_is_printed_and_read_again() => Prop.ForAll(
        Plans.ToArbitrary(), plan => FaultPlan.Parse(plan.ToString()).Equals(plan)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_plan_reads_as_it_is_documented()
    {
        const string Text = """
            seed 7
            call 3 method="Txn" client="a" => drop-response how=LeaderChanged
            at 00:00:10 => pause member="model-1" duration=00:00:05
            chance 0.05 method="Put" => delay before=00:00:00.2000000
            revision 9 => foreign writes=["/a":"1","/b"]

            """;

        var plan = FaultPlan.Parse($"# what went wrong\n\n{Text}");

        Assert.Equal(Text.ReplaceLineEndings("\n"), plan.ToString());
        Assert.Equal(
            new FaultPlan(7, [])
                .With(
                    new FaultTrigger.Call(3),
                    new Fault.DropResponse(LostAnswer.LeaderChanged),
                    new FaultMatch("Txn", Client: "a"))
                .With(new FaultTrigger.At(10 * Second), new Fault.Pause("model-1", 5 * Second))
                .With(
                    new FaultTrigger.Chance(0.05),
                    new Fault.Delay(TimeSpan.FromMilliseconds(200)),
                    new FaultMatch("Put"))
                .With(
                    new FaultTrigger.Revision(9),
                    new Fault.Foreign(new ForeignWrites(new ForeignWrite("/a", "1"), new ForeignWrite("/b")))),
            plan);
    }

    [Theory]
    [InlineData("seed x")]
    [InlineData("sometimes 3 => reorder")]
    [InlineData("call 3 reorder")]
    [InlineData("call 3 => explode")]
    [InlineData("call 3 => delay")]
    [InlineData("call 3 => delay before=1s")]
    [InlineData("call 3 => delay after=00:00:01 sideways=1")]
    [InlineData("call 3 who=\"a\" => reorder")]
    [InlineData("call 3 client=\"a => reorder")]
    [InlineData("call 3 => error text=\"etcdserver: no such error\"")]
    [InlineData("call 3 => error text=\"etcdserver: too many requests\" applied=true")]
    [InlineData("call 3 =>")]
    public void What_cannot_be_read_is_named(string line)
    {
        FormatException error = Assert.Throws<FormatException>(() => FaultPlan.Parse(line));

        Assert.Contains(line, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_can_be_named_by_its_code() => Assert.Equal(
        "error text=\"etcdserver: too many requests\"", new Fault.Error("AO-ETC-0523").ToString());

    [Fact]
    public void Shrinking_leaves_the_rules_without_which_it_does_not_fail()
    {
        FaultPlan plan = OneOfEach.Aggregate(
            FaultPlan.None, (plan, fault) => plan.With(new FaultTrigger.Call(1), fault));
        bool Fails(FaultPlan smaller) => smaller.Rules.Any(rule => rule.Fault is Fault.NoSpace)
            && smaller.Rules.Any(rule => rule.Fault is Fault.Reorder);

        FaultPlan shrunk = plan.Shrink(Fails);

        Assert.Equal([new Fault.Reorder(), new Fault.NoSpace()], shrunk.Rules.Select(rule => rule.Fault));
    }

    [Fact]
    public void Shrinking_makes_times_shorter_and_lists_smaller_as_long_as_it_fails()
    {
        FaultPlan plan = FaultPlan.None
            .With(new FaultTrigger.Call(1), new Fault.LeaderChange(64 * Second))
            .With(
                new FaultTrigger.Call(1),
                new Fault.Foreign(new ForeignWrites(new ForeignWrite("/a", "1"), new ForeignWrite("/b", "2"))));
        static bool Fails(FaultPlan smaller) =>
            smaller.Rules.Any(rule => rule.Fault is Fault.LeaderChange change && change.Duration >= 3 * Second)
            && smaller.Rules.Any(rule => rule.Fault is Fault.Foreign foreign
                && foreign.Writes.Any(write => write.Key is "/b"));

        FaultPlan shrunk = plan.Shrink(Fails);

        Assert.Equal(new Fault.LeaderChange(4 * Second), shrunk.Rules[0].Fault);
        Assert.Equal(new Fault.Foreign(new ForeignWrites(new ForeignWrite("/b", "2"))), shrunk.Rules[1].Fault);
    }

    [Fact]
    public void Shrinking_stops_at_its_bound_and_refuses_a_plan_that_does_not_fail()
    {
        int runs = 0;
        FaultPlan plan = OneOfEach.Aggregate(
            FaultPlan.None, (plan, fault) => plan.With(new FaultTrigger.Call(1), fault));

        FaultPlan shrunk = plan.Shrink(_ => ++runs > 0, runsMax: 3);

        Assert.Equal(3, runs);
        Assert.True(shrunk.Rules.Length < plan.Rules.Length);
        Assert.Throws<ArgumentException>(() => plan.Shrink(_ => false));
    }

    [Fact]
    public void Shrinking_any_plan_leaves_one_of_which_no_rule_can_be_left_out() => Prop.ForAll(
        Plans.ToArbitrary(),
        plan =>
        {
            bool Fails(FaultPlan smaller) => smaller.Rules.Count(rule => rule.Fault is Fault.OfWatch) >= 2;
            return !Fails(plan) || plan.Shrink(Fails).Rules.Length == 2;
        }).QuickCheckThrowOnFailure();
}
