namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>The machine's clock: real servers know no other.</summary>
internal static class RealTime
{
    /// <summary>No test asserts on it. It only ends a run that hangs, with a message instead of in silence.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TimeProvider Clock => EtcdDefaults.Clock;

    /// <summary>Waits for a signal that must come.</summary>
    /// <param name="signal">What is waited for.</param>
    /// <param name="what">Says it in the message when it does not come.</param>
    public static async Task Expect(Task signal, string what)
    {
        try
        {
            await signal.WaitAsync(Patience, Clock);
        }
        catch (TimeoutException hang) when (!signal.IsCompleted)
        {
            throw new TimeoutException($"Not within {Patience}: {what}.", hang);
        }
    }

    /// <inheritdoc cref="Expect(Task, string)"/>
    public static async Task<T> Expect<T>(Task<T> signal, string what)
    {
        await Expect((Task)signal, what);
        return await signal;
    }
}
