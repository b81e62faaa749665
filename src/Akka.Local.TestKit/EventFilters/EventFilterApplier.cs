using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>All ways to expect lead to the two that intercept.</summary>
internal sealed class EventFilterApplier(
    TestKitBase kit, ActorSystem system, ImmutableArray<LogFilter> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(kit, system, filters);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, timeout: null, WithoutResult(action), cancellationToken);

    public void Expect(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, timeout, WithoutResult(action), cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(expectedCount, timeout: null, func, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, timeout: null, WithoutResult(actionAsync), cancellationToken);

    public Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, timeout, AsTask(action), cancellationToken);

    public Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, timeout, WithoutResult(action), cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(expectedCount, timeout: null, func, cancellationToken);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, func, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        InterceptAsync(1, timeout: null, AsTask(action), cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, func, cancellationToken);

    public IUnmutableFilter Mute() => new Interception(kit, system, filters);

    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        Intercept(expected: null, timeout: null, WithoutResult(action), cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        InterceptAsync(expected: null, timeout: null, WithoutResult(action), cancellationToken);

    private static Func<object?> WithoutResult(Action action) => () =>
    {
        action();
        return null;
    };

    private static Func<Task<object?>> WithoutResult(Func<Task> action) => async () =>
    {
        await action().ConfigureAwait(true);
        return null;
    };

    private static Func<Task<object?>> AsTask(Action action) => () =>
    {
        action();
        return Task.FromResult<object?>(null);
    };

    /// <param name="expected">How many events; null for any number.</param>
    /// <param name="timeout">How long to wait for them; null for the setting.</param>
    /// <param name="func">What logs them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private T Intercept<T>(int? expected, TimeSpan? timeout, Func<T> func, CancellationToken cancellationToken)
    {
        using var interception = new Interception(kit, system, filters);
        T result = func();
        if (expected is { } count)
        {
            interception.VerifyAsync(count, timeout, cancellationToken).Wait();
        }

        return result;
    }

    private async Task<T> InterceptAsync<T>(
        int? expected, TimeSpan? timeout, Func<Task<T>> func, CancellationToken cancellationToken)
    {
        using var interception = new Interception(kit, system, filters);
        T result = await func().ConfigureAwait(false);
        if (expected is { } count)
        {
            await interception.VerifyAsync(count, timeout, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}
