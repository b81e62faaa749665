using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>An actor by its key, for constructors that the container calls.</summary>
/// <typeparam name="TActor">The key in the registry.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">There is none yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered; that may be never.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>Looks the actor up when it is asked for first, and keeps it.</summary>
/// <typeparam name="TActor">The key in the registry.</typeparam>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _actor;

    /// <inheritdoc/>
    public IActorRef ActorRef => _actor is not null || Find()
        ? _actor
        : throw new MissingActorRegistryEntryException(typeof(TActor));

    /// <inheritdoc/>
    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actor ??= await registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Keeps nobody after a look-up in vain, as Akka.Hosting does before 1.5.63 (its issue 717): who goes on after
    /// the exception tells nobody, and had better see that here already.
    /// </summary>
    [MemberNotNull(nameof(_actor))]
    private bool Find() => registry.TryGet<TActor>(out _actor);
}
