using Akka.Actor;

namespace Akka.Event;

/// <summary>Passes events to those who asked for their kind.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private protected EventBus()
    {
    }

    /// <summary>Asks for a kind of event; false when it was asked for already.</summary>
    public abstract bool Subscribe(TSubscriber subscriber, TClassifier classifier);

    /// <summary>Takes the question for a kind back; false when there was none.</summary>
    public abstract bool Unsubscribe(TSubscriber subscriber, TClassifier classifier);

    /// <summary>Takes all questions back; false when there was none.</summary>
    public abstract bool Unsubscribe(TSubscriber subscriber);

    /// <summary>Passes an event on.</summary>
    public abstract void Publish(TEvent @event);
}

/// <summary>A bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
{
    private protected ActorEventBus()
    {
    }
}

/// <summary>A bus that log events travel on.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private readonly Lock _lock = new();

    /// <summary>Replaced as a whole: publishing takes no lock.</summary>
    private volatile SubscriptionTable _table = SubscriptionTable.Empty;

    private volatile LogLevel _logLevel = LogLevel.InfoLevel;

    private protected LoggingBus()
    {
    }

    /// <summary>The lowest level that loggers get.</summary>
    public LogLevel LogLevel => _logLevel;

    /// <inheritdoc/>
    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        return Change(table => table.Add(subscriber, classifier));
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        return Change(table => table.Remove(subscriber, classifier));
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);

        // Asked at the end of every actor, and nearly always answered by no.
        return _table.Has(subscriber) && Change(table => table.RemoveAll(subscriber));
    }

    /// <inheritdoc/>
    public override void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        foreach (IActorRef subscriber in _table.For(@event.GetType()))
        {
            subscriber.Tell(@event, ActorRefs.NoSender);
        }
    }

    internal void UseLevel(LogLevel level) => _logLevel = level;

    private bool Change(Func<SubscriptionTable, SubscriptionTable> change)
    {
        lock (_lock)
        {
            SubscriptionTable before = _table;
            _table = change(before);
            return !ReferenceEquals(before, _table);
        }
    }
}

/// <summary>The bus of a system: by type, subtypes included; local; nothing is stored.</summary>
public class EventStream : LoggingBus
{
    internal EventStream()
    {
    }
}

/// <summary>Subscriptions by type argument.</summary>
public static class EventStreamExtensions
{
    /// <summary>Asks for a kind of event; false when it was asked for already.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Subscribe(subscriber, typeof(TChannel));
    }

    /// <summary>Takes the question for a kind back; false when there was none.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(eventStream);
        return eventStream.Unsubscribe(subscriber, typeof(TChannel));
    }
}
