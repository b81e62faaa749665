using ActorOrchestrator.Testing.Virtual;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Testing.Tests.Virtual;

/// <summary>
/// Goal: whatever timers there are, and however the time is cut into moves, the same ones fire in the same order.
/// Method: random timers, compared with a list that is sorted, and moved in one piece and in many.
/// </summary>
public sealed class VirtualTimeProperties
{
    private static readonly TimeSpan End = TimeSpan.FromMilliseconds(200);

    private static readonly Gen<Plan[]> Plans =
        (from due in Gen.Choose(0, 150)
         from period in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 40)))
         select new Plan(due, period)).ArrayOf();

    [Fact]
    public void Timers_fire_by_due_time_then_by_creation() =>
        Prop.ForAll(Plans.ToArbitrary(), plans => Fired(plans, [200]).SequenceEqual(Expected(plans)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void It_makes_no_difference_into_how_many_moves_the_time_is_cut() =>
        Prop.ForAll(
            Plans.ToArbitrary(),
            Gen.Choose(0, 60).ArrayOf().ToArbitrary(),
            (plans, moves) => Fired(plans, [.. moves, 200]).SequenceEqual(Fired(plans, [200])))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_clock_never_goes_back() =>
        Prop.ForAll(Plans.ToArbitrary(), plans =>
        {
            var time = new VirtualTime();
            var seen = new List<long>();
            foreach (Plan plan in plans)
            {
                plan.Start(time, () => seen.Add(time.GetTimestamp()));
            }

            time.Advance(End);
            return seen.SequenceEqual(seen.Order());
        }).QuickCheckThrowOnFailure();

    private static List<(int Timer, double At)> Fired(Plan[] plans, int[] moves)
    {
        var time = new VirtualTime();
        var fired = new List<(int Timer, double At)>();
        foreach ((int number, Plan plan) in plans.Index())
        {
            plan.Start(time, () => fired.Add((number, time.Elapsed.TotalMilliseconds)));
        }

        foreach (int move in moves)
        {
            TimeSpan left = End - time.Elapsed;
            var by = TimeSpan.FromMilliseconds(move);
            time.Advance(by < left ? by : left);
        }

        return fired;
    }

    private static IEnumerable<(int Timer, double At)> Expected(Plan[] plans) =>
        from pair in plans.Index()
        from at in pair.Item.Instants
        orderby at, pair.Index
        select (pair.Index, (double)at);

    private sealed record Plan(int Due, int Period)
    {
        public IEnumerable<int> Instants => Period == 0
            ? [Due]
            : Enumerable.Range(0, 1 + ((200 - Due) / Period)).Select(turn => Due + (turn * Period));

        public void Start(VirtualTime time, Action fire) => time.CreateTimer(
            _ => fire(), null, TimeSpan.FromMilliseconds(Due), TimeSpan.FromMilliseconds(Period));
    }
}
