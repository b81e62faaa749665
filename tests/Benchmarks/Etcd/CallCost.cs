using System.Diagnostics;

namespace Benchmarks.Etcd;

/// <summary>What a call costs.</summary>
/// <param name="Rate">Calls per second.</param>
/// <param name="P50">Median of a call, in microseconds.</param>
/// <param name="P99">Of a hundred calls, the second slowest, in microseconds.</param>
/// <param name="Bytes">Allocated for each call, on all threads of this process.</param>
/// <param name="Cpu">Processor time of this process for each call, in microseconds.</param>
internal sealed record CallCost(double Rate, double P50, double P99, double Bytes, double Cpu)
{
    /// <summary>Makes so many calls, some at a time.</summary>
    public static async Task<CallCost> MeasureAsync(int ways, int calls, Func<Task> call)
    {
        long[] times = new long[calls];
        int next = 0;
        using var self = Process.GetCurrentProcess();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, ways).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) - 1 is var i && i < calls)
            {
                long began = Stopwatch.GetTimestamp();
                await call().ConfigureAwait(false);
                times[i] = Stopwatch.GetTimestamp() - began;
            }
        }))).ConfigureAwait(false);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        self.Refresh();
        cpu = self.TotalProcessorTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        Array.Sort(times);
        double micro = 1e6 / Stopwatch.Frequency;
        return new CallCost(
            calls / wall.TotalSeconds,
            times[calls / 2] * micro,
            times[calls * 99 / 100] * micro,
            bytes / (double)calls,
            cpu.TotalMicroseconds / calls);
    }

    /// <summary>The median of each figure by itself.</summary>
    public static CallCost Median(IReadOnlyCollection<CallCost> rounds) => new(
        Middle(rounds, c => c.Rate),
        Middle(rounds, c => c.P50),
        Middle(rounds, c => c.P99),
        Middle(rounds, c => c.Bytes),
        Middle(rounds, c => c.Cpu));

    /// <inheritdoc/>
    public override string ToString() => $"{Rate,10:N0}{P50,9:N0}{P99,9:N0}{Bytes,9:N0}{Cpu,9:N1}";

    private static double Middle(IReadOnlyCollection<CallCost> rounds, Func<CallCost, double> figure) =>
        rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
}
