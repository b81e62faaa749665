using System.Runtime.CompilerServices;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>Failures of the client's tasks that nobody looked at, while this is open.</summary>
/// <remarks>Tasks of other tests run meanwhile: only what went through the client counts.</remarks>
internal sealed class UnobservedFailures : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string> _failures = [];

    public UnobservedFailures() => TaskScheduler.UnobservedTaskException += OnUnobserved;

    public void Dispose() => TaskScheduler.UnobservedTaskException -= OnUnobserved;

    /// <summary>Nothing was left unobserved; what nobody refers to any more is collected first.</summary>
    public void AssertNone()
    {
        Collect();
        lock (_gate)
        {
            Assert.Empty(_failures);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved)
    {
        string text = unobserved.Exception.ToString();
        if (text.Contains("at ActorOrchestrator.Etcd.", StringComparison.Ordinal))
        {
            lock (_gate)
            {
                _failures.Add(text);
            }
        }
    }
}
