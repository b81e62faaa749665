using System.Reflection;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Looks for a smaller plan that still fails.</summary>
internal sealed class FaultShrinker(Func<FaultPlan, bool> stillFails, int runsMax)
{
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(1);

    private int _runs;

    public FaultPlan Shrink(FaultPlan plan)
    {
        if (!Fails(plan))
        {
            throw new ArgumentException("The plan does not fail, so there is nothing to keep.", nameof(plan));
        }

        return ShrinkValues(RemoveRules(plan));
    }

    // Halves, quarters and so on first, so that few of many rules are found soon; in the end each by itself.
    private FaultPlan RemoveRules(FaultPlan plan)
    {
        int size = Math.Max(1, plan.Rules.Length / 2);
        while (true)
        {
            bool removed = false;
            for (int start = 0; start < plan.Rules.Length;)
            {
                int count = Math.Min(size, plan.Rules.Length - start);
                FaultPlan smaller = plan with { Rules = plan.Rules.RemoveRange(start, count) };
                if (Fails(smaller))
                {
                    plan = smaller;
                    removed = true;
                }
                else
                {
                    start += count;
                }
            }

            if (size == 1 && !removed)
            {
                return plan;
            }

            size = Math.Max(1, size / 2);
        }
    }

    private FaultPlan ShrinkValues(FaultPlan plan)
    {
        for (int i = 0; i < plan.Rules.Length; i++)
        {
            bool smaller = true;
            while (smaller)
            {
                smaller = false;
                foreach (Fault fault in Smaller(plan.Rules[i].Fault))
                {
                    FaultRule rule = plan.Rules[i] with { Fault = fault };
                    FaultPlan next = plan with { Rules = plan.Rules.SetItem(i, rule) };
                    if (Fails(next))
                    {
                        plan = next;
                        smaller = true;
                        break;
                    }
                }
            }
        }

        return plan;
    }

    // Each value by itself: nothing at all, else the half.
    private static IEnumerable<Fault> Smaller(Fault fault)
    {
        (ParameterInfo Parameter, object? Value)[] values = FaultText.ValuesOf(fault);
        for (int i = 0; i < values.Length; i++)
        {
            foreach (object value in Smaller(values[i].Value))
            {
                object?[] changed = [.. values.Select(pair => pair.Value)];
                changed[i] = value;
                yield return (Fault)FaultText.Kinds[fault.ToString().Split(' ')[0]].Invoke(changed);
            }
        }
    }

    private static IEnumerable<object> Smaller(object? value) => value switch
    {
        TimeSpan time when time > ShortestTime => [time / 2 < ShortestTime ? ShortestTime : time / 2],
        int number and > 1 => [number / 2],
        ForeignWrites { Count: > 1 } writes => writes.Select(write => new ForeignWrites(write)),
        Names { Count: > 1 } names => names.Select(name => new Names(name)),
        _ => [],
    };

    private bool Fails(FaultPlan plan) => _runs++ < runsMax && stillFails(plan);
}
