namespace Akka.TestKit;

/// <summary>Expects log events, or mutes them.</summary>
/// <remarks>
/// Counted are the events that are logged from the start of the action until the wait ends; muted ones are not
/// written. How long the rest may take after the action: <c>akka.test.filter-leeway</c>, dilated. Expecting none
/// costs all of that time.
/// </remarks>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter: events of either count.</summary>
    EventFilterFactory And { get; }

    /// <summary>Expects exactly so many events.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events within a time.</summary>
    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events.</summary>
    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events.</summary>
    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events within a time.</summary>
    Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events within a time.</summary>
    Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly so many events.</summary>
    Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event within a time.</summary>
    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event.</summary>
    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event.</summary>
    Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event.</summary>
    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event within a time.</summary>
    Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Expects exactly one event.</summary>
    Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default);

    /// <summary>Mutes events from now on.</summary>
    IUnmutableFilter Mute();

    /// <summary>Mutes events of an action.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Mutes events of an action.</summary>
    Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default);
}

/// <summary>Events that are muted until told otherwise.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Writes them again from now on.</summary>
    void Unmute();
}
