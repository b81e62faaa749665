using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it does not throw; when the time is over, it may.</summary>
    /// <param name="assertion">Throws as long as it does not hold; expecting a message in it takes the message.</param>
    /// <param name="duration">How long to try, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="interval">The pause between two tries; 100 ms by default.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public void AwaitAssert(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        Polling polling = Poll(duration, interval);
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (!polling.IsOver)
            {
                // Tried again, as long as there is time.
            }

            polling.PauseAsync(cancellationToken).Wait();
        }
    }

    /// <inheritdoc cref="AwaitAssert"/>
    public Task AwaitAssertAsync(
        Action assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        return AwaitAssertAsync(AsTask, duration, interval, cancellationToken);

        Task AsTask()
        {
            assertion();
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc cref="AwaitAssert"/>
    public async Task AwaitAssertAsync(
        Func<Task> assertion,
        TimeSpan? duration = null,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        Polling polling = Poll(duration, interval);
        while (true)
        {
            try
            {
                await assertion().ConfigureAwait(true);
                return;
            }
            catch (Exception) when (!polling.IsOver)
            {
                // Tried again, as long as there is time.
            }

            await polling.PauseAsync(cancellationToken).ConfigureAwait(true);
        }
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, interval: null, message: null, cancellationToken);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">How long to try, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="interval">The pause between two tries; 100 ms by default.</param>
    /// <param name="message">For the failure message.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        Polling polling = Poll(max, interval);
        while (!conditionIsFulfilled())
        {
            Require(!polling.IsOver, polling.TooLate(message));
            polling.PauseAsync(cancellationToken).Wait();
        }
    }

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(
            () => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max: null, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, interval: null, message: null, cancellationToken);

    /// <inheritdoc cref="AwaitCondition(Func{bool}, TimeSpan?, TimeSpan?, string, CancellationToken)"/>
    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conditionIsFulfilled);
        Polling polling = Poll(max, interval);
        while (!await conditionIsFulfilled().ConfigureAwait(true))
        {
            Require(!polling.IsOver, polling.TooLate(message));
            await polling.PauseAsync(cancellationToken).ConfigureAwait(true);
        }
    }

    private Polling Poll(TimeSpan? max, TimeSpan? interval)
    {
        TimeSpan limit = RemainingOrDilated(max);
        return new Polling(limit, EndAfter(limit), interval ?? PollInterval);
    }

    private readonly record struct Polling(TimeSpan Limit, TimeSpan End, TimeSpan Interval)
    {
        public bool IsOver => Now >= End;

        public ValueTask PauseAsync(CancellationToken cancellationToken)
        {
            TimeSpan pause = Max(TimeSpan.Zero, Min(Interval, End - Now));
            return new ValueTask(Task.Delay(pause, cancellationToken));
        }

        public string TooLate(string? message) =>
            $"Timeout {Limit} expired while waiting for condition{Hint(message)}.";
    }
}
