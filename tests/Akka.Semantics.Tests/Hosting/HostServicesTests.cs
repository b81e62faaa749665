using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: what the container of a host serves, before and after the start.
/// Method: one actor under one key.
/// </summary>
public sealed class HostServicesTests
{
    [Fact]
    public async Task All_interfaces_of_the_registry_are_that_of_the_system()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();

        ActorRegistry registry = host.Registry();

        Assert.Same(registry, host.Services.GetRequiredService<IActorRegistry>());
        Assert.Same(registry, host.Services.GetRequiredService<IReadOnlyActorRegistry>());
        Assert.Same(registry, ActorRegistry.For(host.System()));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_required_actor_is_that_of_its_key()
    {
        using IHost host = Hosts.Build(WithEcho);
        await host.StartAsync();

        var required = host.Services.GetRequiredService<IRequiredActor<EchoActor>>();

        Assert.Equal("ping", await required.ActorRef.Ask<string>("ping", Hosts.Long));
        Assert.Equal(required.ActorRef, await required.GetAsync());
        Assert.Equal(required.ActorRef, host.Registry().Get<EchoActor>());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_required_actor_that_is_missing_throws_and_is_nobody_from_then_on()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();
        var required = host.Services.GetRequiredService<IRequiredActor<EchoActor>>();

        MissingActorRegistryEntryException thrown =
            Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef);
        host.Registry().Register<EchoActor>(host.System().ActorOf(EchoActor.Props()));

        Assert.Contains(typeof(EchoActor).ToString(), thrown.Message, StringComparison.Ordinal);
        Assert.Equal(ActorRefs.Nobody, required.ActorRef);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_required_actor_can_be_awaited_before_the_start()
    {
        using IHost host = Hosts.Build(WithEcho);
        var required = host.Services.GetRequiredService<IRequiredActor<EchoActor>>();
        Task<IActorRef> waiting = required.GetAsync();
        Assert.False(waiting.IsCompleted);

        await host.StartAsync();

        Assert.Equal(host.Registry().Get<EchoActor>(), await waiting.WaitAsync(Hosts.Long));
        Assert.Equal(host.Registry().Get<EchoActor>(), required.ActorRef);
        await host.StopAsync();
    }

    [Fact]
    public async Task Waiting_for_a_required_actor_can_be_cancelled()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();
        using var cancel = new CancellationTokenSource();
        Task<IActorRef> waiting =
            host.Services.GetRequiredService<IRequiredActor<EchoActor>>().GetAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Hosts.Long));
        await host.StopAsync();
    }

    [Fact]
    public void Asking_for_the_system_makes_it_but_starts_no_actors()
    {
        var calls = new List<string>();
        using IHost host = Hosts.Build(akka =>
        {
            calls.Add("configure");
            akka.WithActors((_, _) => calls.Add("start"));
        });
        Assert.Empty(calls);

        ActorSystem system = host.System();

        Assert.Equal("hosted", system.Name);
        Assert.Same(system, host.System());
        Assert.Equal(["configure"], calls);
    }

    private static void WithEcho(AkkaConfigurationBuilder akka) => akka.WithActors((system, registry) =>
        registry.Register<EchoActor>(system.ActorOf(EchoActor.Props(), "echo")));
}
