namespace ActorOrchestrator.Testing.Virtual;

/// <summary>Something that is waited for in virtual time: who waits goes on inside the call that ends the
/// wait.</summary>
internal class VirtualWait
{
    private readonly TaskCompletionSource _source = new();

    /// <summary>The wait, which ends early by cancellation.</summary>
    /// <param name="onCancel">Called before the wait is ended by cancellation.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task Until(Action onCancel, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                onCancel();
                _source.TrySetCanceled(token);
            },
            null);
        await _source.Task.ConfigureAwait(false);
    }

    /// <summary>Ends the wait.</summary>
    public void Release() => _source.TrySetResult();

    /// <summary>Ends the wait by an error.</summary>
    public void Fail(Exception error) => _source.TrySetException(error);
}
