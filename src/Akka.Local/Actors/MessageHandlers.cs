namespace Akka.Actor;

/// <summary>The handlers of one behaviour, in the order of their declaration.</summary>
internal sealed class MessageHandlers
{
    private Func<object, bool>[] _handlers = [];
    private bool _takesAll;

    public void Add(Func<object, bool> handler, bool takesAll)
    {
        if (_takesAll)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that.");
        }

        _takesAll = takesAll;
        _handlers = [.. _handlers, handler];
    }

    public bool TryHandle(object message)
    {
        foreach (Func<object, bool> handler in _handlers)
        {
            if (handler(message))
            {
                return true;
            }
        }

        return false;
    }
}
