using System.Collections;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>The actors of a system by key. Actors that have ended stay until they are overwritten.</summary>
public class ActorRegistry : IActorRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, IActorRef> _actors = [];

    /// <summary>One per key, shared by all who wait for it.</summary>
    private readonly Dictionary<Type, TaskCompletionSource<IActorRef>> _awaited = [];

    /// <summary>The registry of a system.</summary>
    public static ActorRegistry For(ActorSystem actorSystem)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        return ((ActorSystemImpl)actorSystem).Extension(_ => new ActorRegistry());
    }

    /// <inheritdoc/>
    public IActorRef Get<TKey>() => TryGet<TKey>(out IActorRef actor)
        ? actor
        : throw new MissingActorRegistryEntryException(typeof(TKey));

    /// <inheritdoc/>
    public bool TryGet<TKey>(out IActorRef actor) => TryGet(typeof(TKey), out actor);

    /// <inheritdoc/>
    public bool TryGet(Type key, out IActorRef actor)
    {
        lock (_lock)
        {
            bool isKnown = _actors.TryGetValue(key, out IActorRef? found);
            actor = found ?? ActorRefs.Nobody;
            return isKnown;
        }
    }

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        lock (_lock)
        {
            if (_actors.TryGetValue(key, out IActorRef? actor))
            {
                return Task.FromResult(actor);
            }

            if (!_awaited.TryGetValue(key, out TaskCompletionSource<IActorRef>? registered))
            {
                registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited.Add(key, registered);
            }

            return registered.Task.WaitAsync(ct);
        }
    }

    /// <inheritdoc/>
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!TryRegister<TKey>(actor, overwrite))
        {
            throw new DuplicateActorRegistryException(
                $"An actor is already registered for the key {typeof(TKey)}. Use another key, or replace the actor " +
                $"by Register<{typeof(TKey).Name}>(actor, overwrite: true).");
        }
    }

    /// <inheritdoc/>
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) =>
        TryRegister(typeof(TKey), actor, overwrite);

    /// <inheritdoc/>
    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        lock (_lock)
        {
            if (actor is null || (!overwrite && _actors.ContainsKey(key)))
            {
                return false;
            }

            _actors[key] = actor;
            if (_awaited.Remove(key, out TaskCompletionSource<IActorRef>? registered))
            {
                registered.SetResult(actor);
            }

            return true;
        }
    }

    /// <summary>What is registered now.</summary>
    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator()
    {
        lock (_lock)
        {
            return _actors.ToList().GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
