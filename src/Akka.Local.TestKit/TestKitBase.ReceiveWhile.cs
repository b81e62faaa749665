using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes messages as long as a filter makes something of them; the first other one stays.</summary>
    /// <param name="filter">Makes a result of a message; null ends it.</param>
    /// <param name="max">How long altogether, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="idle">How long to wait for each; no limit by default.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken).ToListAsync(cancellationToken).Wait();

    /// <summary>Takes messages as long as a condition holds; the first other one stays.</summary>
    /// <param name="shouldContinue">The condition for messages of the type.</param>
    /// <param name="max">How long altogether, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="idle">How long to wait for each; no limit by default.</param>
    /// <param name="msgs">How many at most.</param>
    /// <param name="shouldIgnoreOtherMessageTypes">Whether messages of other types are dropped, or end it.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class =>
        ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken)
            .ToListAsync(cancellationToken).Wait();

    /// <inheritdoc cref="ReceiveWhile{T}(Func{object, T}, TimeSpan?, TimeSpan?, int, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T?> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(filter);
        return CollectAsync(
            message => filter(message) is { } result ? (true, result) : (false, null),
            max, idle, msgs, cancellationToken);
    }

    /// <inheritdoc cref="ReceiveWhile{T}(Predicate{T}, TimeSpan?, TimeSpan?, int, bool, CancellationToken)"/>
    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(shouldContinue);
        return CollectAsync(
            message => message is T typed
                ? (shouldContinue(typed), typed)
                : (shouldIgnoreOtherMessageTypes, (T?)null),
            max, idle, msgs, cancellationToken);
    }

    /// <summary>A step says whether to take the message, and what to make of it: null drops it.</summary>
    private async IAsyncEnumerable<T> CollectAsync<T>(
        Func<object, (bool Take, T? Result)> step,
        TimeSpan? max,
        TimeSpan? idle,
        int msgs,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        TimeSpan end = EndAfter(RemainingOrDilated(max));
        for (var count = 0; count < msgs;)
        {
            TimeSpan left = Until(end);
            bool idleIsShorter = idle is { } wait && (left == Timeout.InfiniteTimeSpan || wait < left);
            bool any = await _queue.WaitAsync(idleIsShorter ? idle!.Value : left, cancellationToken)
                .ConfigureAwait(false);
            if (!any || !_queue.TryPeek(out Received? next))
            {
                _last = null;
                break;
            }

            (bool take, T? result) = step(next.Message);
            if (!take)
            {
                break;
            }

            _queue.TryTake(out _last);
            if (result is not null)
            {
                count++;
                yield return result;
            }
        }

        _lastWaitWasForNothing = true;
    }
}
