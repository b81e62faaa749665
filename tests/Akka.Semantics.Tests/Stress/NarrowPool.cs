namespace Akka.Semantics.Tests.Stress;

/// <summary>Leaves the thread pool few threads for a while: turns that wait then stop the whole run.</summary>
internal sealed class NarrowPool : IDisposable
{
    /// <summary>What the test runner itself keeps waiting in the pool.</summary>
    private const int RunnersThreadsMax = 16;

    private readonly int _workers;
    private readonly int _completions;

    public NarrowPool()
    {
        ThreadPool.GetMaxThreads(out _workers, out _completions);
        Assert.True(
            ThreadPool.SetMaxThreads(Environment.ProcessorCount + RunnersThreadsMax, _completions),
            "The pool cannot be narrowed.");
    }

    public void Dispose() => ThreadPool.SetMaxThreads(_workers, _completions);
}
