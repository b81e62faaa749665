using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Collects what an actor system of a host consists of. Calls after its start have no effect.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly IServiceCollection _serviceCollection;
    private readonly string _actorSystemName;
    private readonly List<ActorStarter> _starters = [];
    private readonly List<StartupTask> _startupTasks = [];
    private Config _configuration = Config.Empty;
    private bool _isStarted;

    /// <summary>For <see cref="AkkaHostingExtensions"/>; a builder of one's own is not started by anybody.</summary>
    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ArgumentNullException.ThrowIfNull(serviceCollection);
        ArgumentNullException.ThrowIfNull(actorSystemName);
        (_serviceCollection, _actorSystemName) = (serviceCollection, actorSystemName);
    }

    /// <summary>Whether log events go to an <see cref="ILoggerFactory"/>.</summary>
    internal bool UsesLoggerFactory { get; set; }

    /// <summary>To which one; null for that of the container.</summary>
    internal ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Adds a starter.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarter starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return Add(_starters, starter);
    }

    /// <summary>Adds a starter that is done when it returns.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return Add(_starters, (system, registry) =>
        {
            starter(system, registry);
            return Task.CompletedTask;
        });
    }

    /// <summary>Adds a starter whose actors get constructor arguments from the container.</summary>
    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return Add(_starters, (system, registry) =>
            starter(system, registry, DependencyResolver.For(system).Resolver));
    }

    /// <summary>Adds a starter that is done when it returns; its actors get arguments from the container.</summary>
    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return Add(_starters, (system, registry) =>
        {
            starter(system, registry, DependencyResolver.For(system).Resolver);
            return Task.CompletedTask;
        });
    }

    /// <summary>Adds a task for when all starters are done.</summary>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return Add(_startupTasks, startupTask);
    }

    /// <summary>Adds an action for when all starters are done.</summary>
    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return Add(_startupTasks, (system, registry) =>
        {
            startupTask(system, registry);
            return Task.CompletedTask;
        });
    }

    internal AkkaConfigurationBuilder AddHocon(Config hocon, HoconAddMode addMode)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        _configuration = addMode switch
        {
            HoconAddMode.Append => _configuration.WithFallback(hocon),

            // Akka.Hosting's Replace keeps what was there as a fallback, and so does this one.
            HoconAddMode.Prepend or HoconAddMode.Replace => hocon.WithFallback(_configuration),
            _ => throw new ArgumentOutOfRangeException(nameof(addMode), addMode, "Append, Prepend or Replace."),
        };
        return this;
    }

    /// <summary>Registers the system and what belongs to it.</summary>
    /// <param name="configure">Runs when the system is asked for first: then the container is complete.</param>
    internal void Bind(Action<AkkaConfigurationBuilder, IServiceProvider> configure)
    {
        _serviceCollection.AddSingleton(services =>
        {
            configure(this, services);
            return this;
        });

        // A singleton that the container makes is one that it disposes of: no host leaves a system behind.
        _serviceCollection.AddSingleton<ActorSystem>(services =>
            services.GetRequiredService<AkkaConfigurationBuilder>().Create(services));
        _serviceCollection.AddSingleton(services => ActorRegistry.For(services.GetRequiredService<ActorSystem>()));
        _serviceCollection.AddSingleton<IActorRegistry>(Registry);
        _serviceCollection.AddSingleton<IReadOnlyActorRegistry>(Registry);
        _serviceCollection.AddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));

        static ActorRegistry Registry(IServiceProvider services) => services.GetRequiredService<ActorRegistry>();
    }

    /// <summary>Runs the starters in their order, then the startup tasks in theirs.</summary>
    internal async Task Start(ActorSystem system)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        var registry = ActorRegistry.For(system);
        foreach (ActorStarter starter in _starters)
        {
            await starter(system, registry).ConfigureAwait(false);
        }

        foreach (StartupTask task in _startupTasks)
        {
            await task(system, registry).ConfigureAwait(false);
        }
    }

    private ActorSystemImpl Create(IServiceProvider services)
    {
        var loggers = new Dictionary<string, Props>(StringComparer.Ordinal);
        if (UsesLoggerFactory)
        {
            ILoggerFactory factory = LoggerFactory ?? services.GetRequiredService<ILoggerFactory>();
            loggers[nameof(LoggerFactoryLogger)] = LoggerFactoryLogger.Props(factory);
        }

        var system = ActorSystemImpl.Start(_actorSystemName, _configuration, loggers);
        DependencyResolver.Attach(system, services);
        return system;
    }

    private AkkaConfigurationBuilder Add<T>(List<T> list, T item)
    {
        if (!_isStarted)
        {
            list.Add(item);
        }

        return this;
    }
}
