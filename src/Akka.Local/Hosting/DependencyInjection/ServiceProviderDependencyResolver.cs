using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Takes services from a .NET container.</summary>
/// <remarks>
/// All actors share the given provider, and nobody opens a scope per actor: a disposable that is neither scoped nor
/// single lives as long as the provider.
/// </remarks>
internal sealed class ServiceProviderDependencyResolver(IServiceProvider services) : IDependencyResolver
{
    public T? GetService<T>() => services.GetService<T>();

    public object? GetService(Type type) => services.GetService(type);

    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    public Props Props(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Actor.Props.From(new ServiceProviderRecipe(type, args, services));
    }

    private sealed class ServiceProviderRecipe(Type type, object[] arguments, IServiceProvider services)
        : ActorRecipe(type, arguments)
    {
        private readonly object[] _given = arguments;

        public override ActorBase Make() => (ActorBase)ActivatorUtilities.CreateInstance(services, Type, _given);
    }
}
