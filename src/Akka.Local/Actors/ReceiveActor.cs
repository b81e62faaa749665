namespace Akka.Actor;

/// <summary>
/// An actor that says in its constructor, or in <see cref="Become(Action)"/>, what handles which message.
/// </summary>
/// <remarks>
/// Handlers are tried in the order of their declaration; the first that takes the message ends the search.
/// </remarks>
public abstract class ReceiveActor : UntypedActor
{
    private MessageHandlers? _declaring = new();
    private readonly MessageHandlers _initial;

    /// <summary>Opens the declaration of the first behaviour.</summary>
    protected ReceiveActor() => _initial = _declaring!;

    /// <summary>Ends the declaration in the constructor: handlers come only by Become from now on.</summary>
    internal void EndOfConstructor() => _declaring = null;

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => Handle(_initial, message);

    /// <summary>Handles messages of a type.</summary>
    /// <param name="handler">Called with the message.</param>
    /// <param name="shouldHandle">Whether to take it; null takes all of the type.</param>
    /// <exception cref="InvalidOperationException">
    /// Not in a constructor or Become, or after a handler of everything.
    /// </exception>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Declaring().Add(
            shouldHandle is null
                ? message =>
                {
                    if (message is not T typed)
                    {
                        return false;
                    }

                    handler(typed);
                    return true;
                }
        : message =>
        {
            if (message is not T typed || !shouldHandle(typed))
            {
                return false;
            }

            handler(typed);
            return true;
        },
            takesAll: shouldHandle is null && typeof(T) == typeof(object));
    }

    /// <summary>Handles messages of a type for which a condition holds.</summary>
    /// <exception cref="InvalidOperationException">
    /// Not in a constructor or Become, or after a handler of everything.
    /// </exception>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(shouldHandle);
        Receive(handler, shouldHandle);
    }

    /// <summary>Handles messages of a type; a handler that answers false passes them to the next one.</summary>
    /// <exception cref="InvalidOperationException">
    /// Not in a constructor or Become, or after a handler of everything.
    /// </exception>
    protected void Receive<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Declaring().Add(message => message is T typed && handler(typed), takesAll: false);
    }

    /// <summary>Handles every message; the last handler of a behaviour.</summary>
    /// <exception cref="InvalidOperationException">
    /// Not in a constructor or Become, or after a handler of everything.
    /// </exception>
    protected void ReceiveAny(Action<object> handler) => Receive(handler);

    /// <summary>
    /// Replaces the behaviour on top of the stack by the handlers that <paramref name="configure"/> declares.
    /// </summary>
    protected void Become(Action configure)
    {
        MessageHandlers handlers = Declare(configure);
        Become((UntypedReceive)(message => Handle(handlers, message)));
    }

    /// <summary>Puts the handlers that <paramref name="configure"/> declares on top of the stack.</summary>
    protected void BecomeStacked(Action configure)
    {
        MessageHandlers handlers = Declare(configure);
        BecomeStacked((UntypedReceive)(message => Handle(handlers, message)));
    }

    private void Handle(MessageHandlers handlers, object message)
    {
        if (!handlers.TryHandle(message))
        {
            Unhandled(message);
        }
    }

    private MessageHandlers Declare(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        MessageHandlers? outer = _declaring;
        var handlers = _declaring = new MessageHandlers();
        try
        {
            configure();
        }
        finally
        {
            _declaring = outer;
        }

        return handlers;
    }

    private MessageHandlers Declaring() => _declaring ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");
}
