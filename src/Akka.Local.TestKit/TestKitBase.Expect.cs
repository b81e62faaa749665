using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint), duration, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint).EqualTo(message), timeout, cancellationToken);

    /// <summary>The next message must be of a type, and match.</summary>
    /// <param name="isMessage">What it must match.</param>
    /// <param name="timeout">How long to wait, dilated; <see cref="RemainingOrDefault"/> by default.</param>
    /// <param name="hint">For the failure message.</param>
    /// <param name="cancellationToken">Ends the wait with an exception.</param>
    /// <returns>The message.</returns>
    public T ExpectMsg<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint).Matching(isMessage), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint).Matching(isMessageAndSender), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint).Asserting(assert), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(new Expectation<T>(this, hint).Asserting(assertMessageAndSender), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint), duration, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint).EqualTo(message), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint).Matching(isMessage), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint).Matching(isMessageAndSender), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint).Asserting(assert), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectMsg{T}(Predicate{T}, TimeSpan?, string, CancellationToken)"/>
    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync(new Expectation<T>(this, hint).Asserting(assertMessageAndSender), timeout, cancellationToken);

    /// <summary>The next message must be the <see cref="Terminated"/> of an actor, which must be watched.</summary>
    public Terminated ExpectTerminated(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(End(target, hint), timeout, cancellationToken);

    /// <inheritdoc cref="ExpectTerminated"/>
    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        ExpectAsync(End(target, hint), timeout, cancellationToken);

    private Expectation<Terminated> End(IActorRef target, string? hint) =>
        new Expectation<Terminated>(this, hint ?? $"the end of {target}").Matching(
            (Terminated message) => message.ActorRef.Equals(target));

    private T Expect<T>(Expectation<T> expectation, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan max = RemainingOrDilated(timeout);
        return expectation.Check(TakeAsync(max, cancellationToken).Wait(), max);
    }

    private async ValueTask<T> ExpectAsync<T>(
        Expectation<T> expectation, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan max = RemainingOrDilated(timeout);

        // Back in the test's context: what the test asserts may tell, and then the test is the sender.
        Received? received = await TakeAsync(max, cancellationToken).ConfigureAwait(true);
        return expectation.Check(received, max);
    }
}
