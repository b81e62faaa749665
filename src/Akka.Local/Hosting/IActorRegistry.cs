using Akka.Actor;

namespace Akka.Hosting;

/// <summary>Finds the actors of a system by a type as key, from inside and outside of actors.</summary>
/// <remarks>The key is any type; it need not be that of the actor. All members may be called on any thread.</remarks>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>The actor of a key.</summary>
    /// <exception cref="MissingActorRegistryEntryException">There is none yet.</exception>
    IActorRef Get<TKey>();

    /// <summary>Asks for the actor of a key.</summary>
    /// <param name="actor">The actor; <see cref="ActorRefs.Nobody"/> when there is none yet.</param>
    bool TryGet<TKey>(out IActorRef actor);

    /// <summary>Asks for the actor of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="actor">The actor; <see cref="ActorRefs.Nobody"/> when there is none yet.</param>
    bool TryGet(Type key, out IActorRef actor);

    /// <summary>The actor of a key, as soon as it is registered; that may be never.</summary>
    /// <param name="ct">Ends the wait.</param>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>The actor of a key, as soon as it is registered; that may be never.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

/// <summary>A registry that actors can be added to.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Adds an actor.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one.</param>
    /// <exception cref="DuplicateActorRegistryException">The key is taken.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Adds an actor; false when the key is taken.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one.</param>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Adds an actor; false when the key is taken.</summary>
    /// <param name="key">The key.</param>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may take the place of another one.</param>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
