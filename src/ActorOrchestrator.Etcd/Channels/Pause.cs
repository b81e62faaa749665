namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Waits that stay on their thread when the client is single-threaded.</summary>
internal static class Pause
{
    /// <summary>Waits for a time, on the client's clock.</summary>
    /// <remarks>Not <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>, whose cancellation goes on on
    /// the thread pool: virtual time would be left, and the order of things with it.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task PauseAsync(this IEtcdCalls calls, TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var over = new TaskCompletionSource(calls.Continuations);
        ITimer timer = calls.Time.CreateTimer(
            static over => ((TaskCompletionSource)over!).TrySetResult(), over, wait, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(
                static (over, token) => ((TaskCompletionSource)over!).TrySetCanceled(token), over);
            await over.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a signal of the client itself.</summary>
    /// <remarks>Not <see cref="Task.WaitAsync(CancellationToken)"/>, which may continue on the thread pool.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled; the signal is used up then.</exception>
    public static async ValueTask UntilAsync(TaskCompletionSource signal, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration cancelled = cancellationToken.UnsafeRegister(
            static (signal, token) => ((TaskCompletionSource)signal!).TrySetCanceled(token), signal);
        await signal.Task.ConfigureAwait(false);
    }
}
