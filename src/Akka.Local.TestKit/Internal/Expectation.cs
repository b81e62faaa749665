using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>What the next message must be like, and what to say when it is not.</summary>
internal sealed class Expectation<T>(TestKitBase kit, string? hint)
{
    private readonly List<Action<T, IActorRef>> _checks = [];
    private string? _wanted = hint;

    public Expectation<T> EqualTo(T expected)
    {
        _wanted ??= $"expected: {expected}";
        _checks.Add((message, sender) => kit.RequireEqual(expected, message, Unlike(message, sender)));
        return this;
    }

    public Expectation<T> Matching(Predicate<T> isMessage) => Matching((message, _) => isMessage(message));

    public Expectation<T> Matching(Func<T, IActorRef, bool> isMessageAndSender)
    {
        _checks.Add((message, sender) => kit.Require(
            isMessageAndSender(message, sender), Unlike(message, sender)));
        return this;
    }

    public Expectation<T> Asserting(Action<T> assert) => Asserting((message, _) => assert(message));

    public Expectation<T> Asserting(Action<T, IActorRef> assert)
    {
        _checks.Add(assert);
        return this;
    }

    public Expectation<T> From(IActorRef expected)
    {
        _checks.Add((message, sender) => kit.Require(
            expected.Equals(sender),
            $"Failed: Sender does not match. Got {message} from {sender}, but expected {expected}"));
        return this;
    }

    /// <summary>The message, if it is the one; else the test fails.</summary>
    /// <param name="received">What came; null for nothing.</param>
    /// <param name="waited">How long nothing came.</param>
    public T Check(Received? received, TimeSpan waited)
    {
        kit.Require(
            received is not null,
            $"Failed: Timeout {waited} while waiting for a message of type {typeof(T)}{Wanted}");
        kit.Require(
            received.Message is T,
            $"Failed: Expected a message of type {typeof(T)}, but received {received} instead{Wanted}");
        var message = (T)received.Message;
        foreach (Action<T, IActorRef> check in _checks)
        {
            check(message, received.Sender);
        }

        return message;
    }

    private string Wanted => _wanted is { Length: > 0 } ? $" ({_wanted})" : "";

    private string Unlike(T message, IActorRef sender) =>
        $"Failed: Got a message of the expected type {typeof(T)} from {sender}, "
        + $"but {{{message}}} does not match{Wanted}";
}
