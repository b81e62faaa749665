using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The end of the innermost Within, on the monotonic clock.</summary>
    private TimeSpan? _end;

    /// <summary>Whether the last wait was one for silence: it took its time by right.</summary>
    private bool _lastWaitWasForNothing;

    /// <summary>What is left of the innermost Within.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end
        ? end - Now
        : throw new InvalidOperationException("Remaining may not be called outside of \"Within\"");

    /// <summary>What is left of the innermost Within, or <c>akka.test.single-expect-default</c>, dilated.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the innermost Within, or another time.</summary>
    public TimeSpan RemainingOr(TimeSpan duration) =>
        _end is { } end ? Max(TimeSpan.Zero, end - Now) : duration;

    /// <summary>A time dilated; without one <see cref="RemainingOrDefault"/>.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) =>
        duration is { } given ? Dilated(given) : RemainingOrDefault;

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public void Within(
        TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public T Within<T>(
        TimeSpan max,
        Func<T> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, hint: null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that must take at least and at most so long; waits inside get what is left.</summary>
    /// <param name="min">At least; not dilated.</param>
    /// <param name="max">At most, dilated; an outer Within may leave less.</param>
    /// <param name="function">The block.</param>
    /// <param name="hint">For the failure message.</param>
    /// <param name="epsilonValue">By how much it may be late.</param>
    /// <param name="cancellationToken">Looked at before the block.</param>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        cancellationToken.ThrowIfCancellationRequested();
        WithinBlock block = Enter(min, max, hint, epsilonValue);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Check(block);
        return result;
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan max,
        Func<Task> actionAsync,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actionAsync);
        return WithinAsync<object?>(
            min,
            max,
            async () =>
            {
                await actionAsync().ConfigureAwait(true);
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);
    }

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public Task<T> WithinAsync<T>(
        TimeSpan max,
        Func<Task<T>> function,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, hint: null, epsilonValue, cancellationToken);

    /// <inheritdoc cref="Within{T}(TimeSpan, TimeSpan, Func{T}, string, TimeSpan?, CancellationToken)"/>
    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        cancellationToken.ThrowIfCancellationRequested();
        WithinBlock block = Enter(min, max, hint, epsilonValue);
        Task<T>? running = null;
        T? result = default;
        var inTime = true;
        try
        {
            running = function();
            result = await running.WaitAsync(block.Max + block.Epsilon, cancellationToken).ConfigureAwait(true);
        }
        catch (TimeoutException) when (running is { IsCompleted: false })
        {
            inTime = false;
        }
        finally
        {
            _end = block.OuterEnd;
        }

        Require(inTime, $"Failed: block did not end within {block.Max}{Hint(hint)}");
        Check(block);
        return result!;
    }

    private WithinBlock Enter(TimeSpan min, TimeSpan max, string? hint, TimeSpan? epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, TimeSpan.Zero);
        TimeSpan start = Now;
        TimeSpan left = _end is { } end ? end - start : TimeSpan.MaxValue;
        Require(left >= min, $"Required min time {min} not possible, only {left} left{Hint(hint)}.");
        TimeSpan limit = Min(Dilated(max), left);
        var block = new WithinBlock(start, min, limit, epsilon ?? TimeSpan.Zero, hint, _end);
        _end = start + limit;
        return block;
    }

    private void Check(WithinBlock block)
    {
        TimeSpan took = Now - block.Start;
        Require(
            took >= block.Min,
            $"Failed: block took {took}, should have at least been {block.Min}{Hint(block.Hint)}");

        // A wait for silence uses up all the time that there is, and ends a little later.
        Require(
            _lastWaitWasForNothing || took <= block.Max + block.Epsilon,
            $"Failed: block took {took}, exceeding {block.Max}{Hint(block.Hint)}");
    }

    private readonly record struct WithinBlock(
        TimeSpan Start, TimeSpan Min, TimeSpan Max, TimeSpan Epsilon, string? Hint, TimeSpan? OuterEnd);
}
