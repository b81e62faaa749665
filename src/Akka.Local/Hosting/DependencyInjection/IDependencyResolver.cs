using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>Makes Props whose actors get constructor arguments from a container.</summary>
public interface IDependencyResolver
{
    /// <summary>A service; null when there is none.</summary>
    T? GetService<T>();

    /// <summary>A service; null when there is none.</summary>
    object? GetService(Type type);

    /// <summary>Makes the actor from the container.</summary>
    /// <param name="args">Constructor arguments that do not come from the container, by their types.</param>
    Props Props<T>(params object[] args)
        where T : ActorBase;

    /// <summary>Makes the actor from the container.</summary>
    /// <param name="type">The type of the actor.</param>
    /// <param name="args">Constructor arguments that do not come from the container, by their types.</param>
    Props Props(Type type, params object[] args);
}
