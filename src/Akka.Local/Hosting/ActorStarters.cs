using Akka.Actor;
using Akka.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Makes actors of a system that has just started, and puts them into the registry.</summary>
public delegate Task ActorStarter(ActorSystem system, IActorRegistry registry);

/// <summary>Makes actors that get constructor arguments from the container.</summary>
public delegate Task ActorStarterWithResolver(
    ActorSystem system, IActorRegistry registry, IDependencyResolver resolver);

/// <summary>Runs once, after all starters.</summary>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);

/// <summary>Where a piece of HOCON goes.</summary>
public enum HoconAddMode
{
    /// <summary>Behind what is there: it fills gaps.</summary>
    Append,

    /// <summary>Before what is there: its values win.</summary>
    Prepend,

    /// <summary>The same as <see cref="Prepend"/>: keys that it does not set stay readable.</summary>
    Replace,
}
