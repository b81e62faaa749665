using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>No message may come for <see cref="RemainingOrDefault"/>; it costs all of that time.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(cancellationToken).Wait();

    /// <summary>No message may come for a time, dilated; it costs all of that time.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(duration, cancellationToken).Wait();

    /// <summary>No message may come for a time, dilated; it costs all of that time.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(milliseconds, cancellationToken).Wait();

    /// <summary>No message may come for <see cref="RemainingOrDefault"/>; it costs all of that time.</summary>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        ExpectSilenceAsync(RemainingOrDefault, cancellationToken);

    /// <summary>No message may come for a time, dilated; it costs all of that time.</summary>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectSilenceAsync(Dilated(duration), cancellationToken);

    /// <summary>No message may come for a time, dilated; it costs all of that time.</summary>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>The next message must be one of these.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Expect(AnyOf(messages), timeout: null, cancellationToken);

    /// <summary>The next message must be one of these.</summary>
    public ValueTask<T> ExpectMsgAnyOfAsync<T>(
        IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAsync(AnyOf(messages), timeout: null, cancellationToken);

    /// <summary>The next messages must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        ExpectMsgAllOf(RemainingOrDefault, messages);

    /// <summary>The next messages must be these, in any order, within a time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages, CancellationToken.None);

    /// <summary>The next messages must be these, in any order.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOf(RemainingOrDefault, messages, cancellationToken);

    /// <summary>The next messages must be these, in any order, within a time.</summary>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOfAsync(max, messages, cancellationToken).ToListAsync(cancellationToken).Wait();

    /// <summary>The next messages must be these, in any order.</summary>
    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectMsgAllOfAsync(RemainingOrDefault, messages, cancellationToken);

    /// <summary>The next messages must be these, in any order, within a time.</summary>
    public async IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max,
        IReadOnlyCollection<T> messages,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        List<object> received = await ReceiveNAsync(messages.Count, max, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var missing = messages.Cast<object>().ToList();
        object[] unexpected = [.. received.Where(message => !missing.Remove(message))];
        Require(
            missing.Count == 0,
            $"Failed: Not found [{List(missing)}], unexpected [{List(unexpected)}]");
        foreach (object message in received)
        {
            yield return (T)message;
        }
    }

    /// <summary>Fails unless two messages are equal.</summary>
    internal void RequireEqual<T>(T expected, T actual, string text) =>
        _assertions.AssertEqual(expected, actual, "{0}", text);

    private Expectation<T> AnyOf<T>(IEnumerable<T> messages)
    {
        T[] all = [.. messages];
        return new Expectation<T>(this, $"one of: {List(all)}").Matching((T message) => all.Contains(message));
    }

    private async ValueTask ExpectSilenceAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        TimeSpan start = Now;
        Received? received = await TakeAsync(duration, cancellationToken).ConfigureAwait(false);
        Require(
            received is null,
            $"Failed: Expected no messages during {duration}, instead we received {received} after {Now - start}");
        _lastWaitWasForNothing = true;
    }
}
