using Akka.Actor;
using Akka.Hosting;

namespace Akka.Local.Tests.Hosting;

/// <summary>
/// Goal: many may wait for one key; old versions of Akka.Hosting served only the first.
/// Method: nobody as the actor, since only the reference counts.
/// </summary>
public sealed class ActorRegistryWaitTests
{
    [Fact]
    public async Task All_who_wait_get_the_actor_but_those_who_gave_up()
    {
        var registry = new ActorRegistry();
        using var cancel = new CancellationTokenSource();
        Task<IActorRef> first = registry.GetAsync<ActorRegistryWaitTests>();
        Task<IActorRef> givenUp = registry.GetAsync<ActorRegistryWaitTests>(cancel.Token);
        Task<IActorRef> second = registry.GetAsync<ActorRegistryWaitTests>();

        await cancel.CancelAsync();
        registry.Register<ActorRegistryWaitTests>(ActorRefs.Nobody);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.All(await Task.WhenAll(first, second), actor => Assert.Equal(ActorRefs.Nobody, actor));
    }
}
