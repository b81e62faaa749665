using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: which constructor arguments of an actor come from the container.
/// Method: an actor that tells what it was made of.
/// </summary>
public sealed class DependencyInjectionTests
{
    [Fact]
    public async Task A_starter_makes_actors_from_the_container()
    {
        using IHost host = Hosts.Build(
            akka => akka.WithActors((system, registry, resolver) =>
                registry.Register<MadeActor>(system.ActorOf(resolver.Props<MadeActor>("given")))),
            services => services.AddSingleton(new Part("injected")));
        await host.StartAsync();

        Assert.Equal("injected given", await host.Registry().Get<MadeActor>().Ask<string>("?", Hosts.Long));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_restarted_actor_is_made_anew_from_the_same_arguments()
    {
        using IHost host = Hosts.Build(
            _ => { },
            services => services.AddTransient(_ => new Part("part")));
        await host.StartAsync();
        Props props = DependencyResolver.For(host.System()).Props<MadeActor>("given");
        IActorRef actor = host.System().ActorOf(props);
        object first = await actor.Ask("part", Hosts.Long);

        actor.Tell("fail");

        Assert.Equal("part given", await actor.Ask<string>("?", Hosts.Long));
        Assert.NotSame(first, await actor.Ask("part", Hosts.Long));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_whose_part_is_missing_is_stopped()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();
        IDependencyResolver resolver = DependencyResolver.For(host.System()).Resolver;

        Type typeOfActor = typeof(MadeActor);
        IActorRef actor = host.System().ActorOf(resolver.Props(typeOfActor, "given"));

        await host.System().ActorOf(WatchActor.Props(actor)).Ask<string>("ended?", Hosts.Long);
        await host.StopAsync();
    }

    [Fact]
    public async Task Services_can_be_asked_for()
    {
        using IHost host = Hosts.Build(_ => { }, services => services.AddSingleton(new Part("one")));
        await host.StartAsync();
        IDependencyResolver resolver = DependencyResolver.For(host.System()).Resolver;

        Assert.Equal("one", resolver.GetService<Part>()?.Name);
        Type typeOfPart = typeof(Part);
        Assert.Same(resolver.GetService<Part>(), resolver.GetService(typeOfPart));
        Assert.Null(resolver.GetService<MadeActor>());
        await host.StopAsync();
    }

    [Fact]
    public void A_system_without_a_host_has_no_container()
    {
        using var system = ActorSystem.Create("bare", "akka.loglevel = OFF");

        Assert.Throws<ConfigurationException>(() => DependencyResolver.For(system));
    }

    private sealed class Part(string name)
    {
        public string Name { get; } = name;
    }

    private sealed class MadeActor(Part part, string given) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "fail")
            {
                throw new InvalidOperationException("fail");
            }

            Sender.Tell(message is "part" ? part : $"{part.Name} {given}");
        }
    }

    /// <summary>Answers when another actor has ended.</summary>
    private sealed class WatchActor(IActorRef watched) : UntypedActor
    {
        private IActorRef? _asker;
        private bool _hasEnded;

        public static Props Props(IActorRef watched) => Actor.Props.Create(() => new WatchActor(watched));

        protected override void PreStart() => Context.Watch(watched);

        protected override void OnReceive(object message)
        {
            _hasEnded |= message is Terminated;
            _asker = message is string ? Sender : _asker;
            if (_hasEnded)
            {
                _asker?.Tell("ended");
            }
        }
    }
}
