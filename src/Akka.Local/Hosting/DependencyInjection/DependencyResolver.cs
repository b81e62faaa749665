using Akka.Actor;
using Akka.Configuration;

namespace Akka.DependencyInjection;

/// <summary>Reaches the container that a system was started with.</summary>
public sealed class DependencyResolver
{
    /// <summary>Takes services from a resolver.</summary>
    public DependencyResolver(IDependencyResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        Resolver = resolver;
    }

    /// <summary>The resolver.</summary>
    public IDependencyResolver Resolver { get; }

    /// <summary>The one of a system.</summary>
    /// <exception cref="ConfigurationException">The system was started without a container.</exception>
    public static DependencyResolver For(ActorSystem actorSystem)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        return ((ActorSystemImpl)actorSystem).Extension<DependencyResolver>(_ => throw new ConfigurationException(
            $"The actor system [{actorSystem.Name}] has no service provider. Start it by " +
            $"services.AddAkka(\"{actorSystem.Name}\", …) in a host instead of ActorSystem.Create."));
    }

    /// <summary>Makes the actor from the container.</summary>
    /// <param name="args">Constructor arguments that do not come from the container, by their types.</param>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Resolver.Props<T>(args);

    /// <summary>Gives a system that has just started its container.</summary>
    internal static void Attach(ActorSystemImpl system, IServiceProvider services) =>
        system.Extension(_ => new DependencyResolver(new ServiceProviderDependencyResolver(services)));
}
