namespace Akka.Actor;

/// <summary>Asking: one message, one answer, as a task. For the edge of the system; between actors, tell.</summary>
public static class Futures
{
    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout: null, cancellationToken);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<object> Ask(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, timeout: null, cancellationToken);

    /// <summary>
    /// Sends a message and waits for the first answer; a stopped receiver is noticed only by the time-out.
    /// </summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">
    /// How long to wait; null is the setting <c>akka.actor.ask-timeout</c>, by default for ever.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The answer; the cause of a <see cref="Status.Failure"/> is thrown, unless <typeparamref name="T"/> is object.
    /// </returns>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    /// <exception cref="ArgumentException">The answer is not a <typeparamref name="T"/>.</exception>
    public static Task<T> Ask<T>(
        this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Send(self, message, AnswerTo<T>(self), timeout, cancellationToken);

    /// <inheritdoc cref="Ask{T}(ICanTell, object, TimeSpan?, CancellationToken)"/>
    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">From the reference that takes the answer to the question.</param>
    /// <param name="timeout">How long to wait; null is <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messageFactory);
        FutureActorRef<T> answer = AnswerTo<T>(self);
        return Send(self, messageFactory(answer), answer, timeout, cancellationToken);
    }

    private static FutureActorRef<T> AnswerTo<T>(ICanTell self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return new FutureActorRef<T>((self as IInternalActorRef)?.System ?? CurrentCell.Value?.SystemImpl
            ?? throw new NotSupportedException("The receiver of an Ask must be an actor of a system."));
    }

    private static Task<T> Send<T>(
        ICanTell self,
        object message,
        FutureActorRef<T> answer,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        answer.EndAfter(timeout ?? answer.System!.Settings.AskTimeout, cancellationToken);
        self.Tell(message, answer);
        return answer.Task;
    }
}
