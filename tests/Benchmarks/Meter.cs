using System.Diagnostics;

namespace Benchmarks;

/// <summary>Repeats a piece of work and takes the median: the first rounds, which compile, do not count.</summary>
internal static class Meter
{
    private const int WarmUps = 2;
    private const int Rounds = 5;

    /// <summary>Operations per second.</summary>
    public static Measurement Rate(string name, string unit, double? limit, long operations, Action work)
    {
        double[] rates = Repeat(() =>
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return operations / Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        return new Measurement(name, unit, rates[Rounds / 2], rates[^1], limit, MoreIsBetter: true);
    }

    /// <summary>Bytes that each operation allocates, on all threads.</summary>
    public static Measurement Allocated(string name, double? limit, long operations, Action work)
    {
        double[] bytes = Repeat(() =>
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            work();
            return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)operations;
        });
        return new Measurement(name, "B", bytes[Rounds / 2], bytes[0], limit, MoreIsBetter: false);
    }

    /// <summary>A figure that the work itself takes.</summary>
    public static Measurement Cost(string name, string unit, double? limit, Func<double> work)
    {
        double[] costs = Repeat(work);
        return new Measurement(name, unit, costs[Rounds / 2], costs[0], limit, MoreIsBetter: false);
    }

    private static double[] Repeat(Func<double> round)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            round();
        }

        double[] values = [.. Enumerable.Range(0, Rounds).Select(_ => round())];
        Array.Sort(values);
        return values;
    }
}
