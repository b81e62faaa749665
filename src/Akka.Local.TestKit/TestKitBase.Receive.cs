using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private Received? _last;

    /// <summary>Takes the next message; null when none came in time.</summary>
    /// <param name="max">How long to wait, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).Wait();

    /// <inheritdoc cref="ReceiveOne"/>
    public async ValueTask<object?> ReceiveOneAsync(
        TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await TakeAsync(RemainingOrDilated(max), cancellationToken).ConfigureAwait(false))?.Message;

    /// <summary>Takes so many messages.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes so many messages within a time.</summary>
    public IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, max, cancellationToken).ToListAsync(cancellationToken).Wait();

    /// <summary>Takes so many messages.</summary>
    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>Takes so many messages within a time.</summary>
    public async IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TimeSpan limit = Dilated(max);
        TimeSpan end = EndAfter(limit);
        for (var taken = 0; taken < numberOfMessages; taken++)
        {
            Received? next = await TakeAsync(Until(end), cancellationToken).ConfigureAwait(false);
            Require(
                next is not null,
                $"Timeout ({limit}) while expecting {numberOfMessages} messages. Only got {taken}.");
            yield return next.Message;
        }
    }

    /// <summary>Skips messages until one of the type matches.</summary>
    /// <param name="isMessage">What to look for.</param>
    /// <param name="max">How long to fish altogether, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="hint">For the failure message.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).Wait();

    /// <summary>Skips messages until one matches.</summary>
    public object FishForMessage(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).Wait();

    /// <summary>Skips messages until one matches.</summary>
    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <inheritdoc cref="FishForMessage{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? max = null,
        string hint = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        TimeSpan limit = RemainingOrDilated(max);
        TimeSpan end = EndAfter(limit);
        List<object> skipped = [];
        while (true)
        {
            Received? next = await TakeAsync(Until(end), cancellationToken).ConfigureAwait(false);
            Require(
                next is not null,
                $"Timeout ({limit}) during FishForMessage of type {typeof(T)}{Hint(hint)}. "
                + $"Skipped: [{List(skipped)}]");
            if (next.Message is T message && isMessage(message))
            {
                return message;
            }

            skipped.Add(next.Message);
        }
    }

    /// <summary>Takes the next message.</summary>
    private async ValueTask<Received?> TakeAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        bool any = await _queue.WaitAsync(max, cancellationToken).ConfigureAwait(false);
        _last = any && _queue.TryTake(out Received? received) ? received : null;
        _lastWaitWasForNothing = false;
        return _last;
    }

    private static string List(IEnumerable messages) => string.Join(", ", messages.Cast<object>());

    private static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : $" ({hint})";

    /// <summary>The end of a wait on the monotonic clock.</summary>
    private static TimeSpan EndAfter(TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Now + limit;

    private static TimeSpan Until(TimeSpan end) =>
        end == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : Max(TimeSpan.Zero, end - Now);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
