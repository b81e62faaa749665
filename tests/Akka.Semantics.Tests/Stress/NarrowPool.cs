namespace Akka.Semantics.Tests.Stress;

/// <summary>Leaves the thread pool one thread per core for a while: what blocks a thread then blocks the run.</summary>
internal sealed class NarrowPool : IDisposable
{
    private readonly int _workers;
    private readonly int _completions;

    public NarrowPool()
    {
        ThreadPool.GetMaxThreads(out _workers, out _completions);
        Assert.True(ThreadPool.SetMaxThreads(Environment.ProcessorCount, _completions), "The pool cannot be narrowed.");
    }

    public void Dispose() => ThreadPool.SetMaxThreads(_workers, _completions);
}
