using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Ties the life of an actor system to that of its host, in both directions.</summary>
/// <remarks>The host calls its methods once each, never at the same time.</remarks>
public class AkkaHostedService : IHostedService
{
    /// <summary>What the system consists of.</summary>
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;

    /// <summary>The container.</summary>
    protected readonly IServiceProvider ServiceProvider;

    /// <summary>For what goes wrong while the system starts.</summary>
    protected readonly ILogger<AkkaHostedService> Logger;

    /// <summary>The life of the host; null lets it live on when the system ends.</summary>
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;

    /// <summary>The system; null before the start.</summary>
    protected ActorSystem? ActorSystem;

    /// <summary>How the system ends; null before the start.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown;

    /// <summary>Called by the container.</summary>
    public AkkaHostedService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime? applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <summary>Starts the system, its actors and its startup tasks.</summary>
    /// <param name="cancellationToken">Not used: a start is not given up half-way.</param>
    /// <exception cref="Exception">What a starter threw, after the system has been stopped again.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.Start(ActorSystem).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            Logger.DidNotStart(cause);
            await StopAfterFailure().ConfigureAwait(false);
            throw;
        }

        _ = StopHostAtTheEnd(ActorSystem);
    }

    /// <summary>Runs the coordinated shutdown, and waits for its end.</summary>
    /// <param name="cancellationToken">Not used: each phase has a time limit of its own.</param>
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is not null)
        {
            await CoordinatedShutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
        }
    }

    private async Task StopAfterFailure()
    {
        try
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception second)
        {
            // The first failure is the one to report.
            Logger.DidNotStop(second);
        }
    }

    private async Task StopHostAtTheEnd(ActorSystem system)
    {
        await system.WhenTerminated.ConfigureAwait(false);
        HostApplicationLifetime?.StopApplication();
    }
}
