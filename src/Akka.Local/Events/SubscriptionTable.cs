using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>
/// Who asked for what: never changed, copied instead, with the answers for each event type remembered.
/// </summary>
internal sealed class SubscriptionTable
{
    public static readonly SubscriptionTable Empty = new([]);

    private readonly ImmutableArray<(IActorRef Subscriber, Type Type)> _entries;
    private readonly ConcurrentDictionary<Type, IActorRef[]> _byEvent = new();

    private SubscriptionTable(ImmutableArray<(IActorRef Subscriber, Type Type)> entries) => _entries = entries;

    public bool Has(IActorRef subscriber)
    {
        foreach ((IActorRef entry, _) in _entries)
        {
            if (entry.Equals(subscriber))
            {
                return true;
            }
        }

        return false;
    }

    public IActorRef[] For(Type eventType) => _byEvent.GetOrAdd(
        eventType,
        static (type, entries) =>
            [.. entries.Where(e => e.Type.IsAssignableFrom(type)).Select(e => e.Subscriber).Distinct()],
        _entries);

    public SubscriptionTable Add(IActorRef subscriber, Type type) => _entries.Any(e => Is(e, subscriber, type))
        ? this
        : new SubscriptionTable(_entries.Add((subscriber, type)));

    public SubscriptionTable Remove(IActorRef subscriber, Type type) => Without(e => Is(e, subscriber, type));

    public SubscriptionTable RemoveAll(IActorRef subscriber) => Without(e => e.Subscriber.Equals(subscriber));

    private static bool Is((IActorRef Subscriber, Type Type) entry, IActorRef subscriber, Type type) =>
        entry.Subscriber.Equals(subscriber) && entry.Type == type;

    private SubscriptionTable Without(Predicate<(IActorRef Subscriber, Type Type)> match)
    {
        ImmutableArray<(IActorRef Subscriber, Type Type)> kept = _entries.RemoveAll(match);
        return kept.Length == _entries.Length ? this : new SubscriptionTable(kept);
    }
}
