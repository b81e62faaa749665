using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Hosting;

/// <summary>Gives a host an actor system.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>Adds an actor system that starts and stops with the host.</summary>
    /// <inheritdoc cref="AddAkka{T}"/>
    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return AddAkka(services, actorSystemName, (akka, _) => builder(akka));
    }

    /// <summary>Adds an actor system that starts and stops with the host.</summary>
    /// <inheritdoc cref="AddAkka{T}"/>
    public static IServiceCollection AddAkka(
        this IServiceCollection services,
        string actorSystemName,
        Action<AkkaConfigurationBuilder, IServiceProvider> builder) =>
        AddAkka<AkkaHostedService>(services, actorSystemName, builder);

    /// <summary>Adds an actor system with a hosted service of one's own.</summary>
    /// <remarks>
    /// Registers the system, <see cref="ActorRegistry"/>, <see cref="IActorRegistry"/>,
    /// <see cref="IReadOnlyActorRegistry"/> and <see cref="IRequiredActor{TActor}"/>. One system per host: of two,
    /// the later one counts.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="actorSystemName">Letters, digits and hyphens; begins with a letter or a digit.</param>
    /// <param name="builder">Configures the system; called once, when the system is asked for first.</param>
    public static IServiceCollection AddAkka<T>(
        this IServiceCollection services,
        string actorSystemName,
        Action<AkkaConfigurationBuilder, IServiceProvider> builder)
        where T : AkkaHostedService
    {
        ArgumentNullException.ThrowIfNull(builder);
        new AkkaConfigurationBuilder(services, actorSystemName).Bind(builder);
        return services.AddHostedService<T>();
    }

    /// <summary>Adds a starter. Starters run in the order in which they were added, one after the other.</summary>
    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, Action<ActorSystem, IActorRegistry> actorStarter) =>
        Checked(builder).StartActors(actorStarter);

    /// <summary>Adds a starter whose actors get constructor arguments from the container.</summary>
    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder,
        Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter) =>
        Checked(builder).StartActors(actorStarter);

    /// <summary>Adds a starter; the next one waits for its task.</summary>
    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, ActorStarter actorStarter) =>
        Checked(builder).StartActors(actorStarter);

    /// <summary>Adds a starter whose actors get constructor arguments from the container.</summary>
    public static AkkaConfigurationBuilder WithActors(
        this AkkaConfigurationBuilder builder, ActorStarterWithResolver actorStarter) =>
        Checked(builder).StartActors(actorStarter);

    /// <summary>Adds HOCON.</summary>
    public static AkkaConfigurationBuilder AddHocon(
        this AkkaConfigurationBuilder builder, Config hocon, HoconAddMode addMode) =>
        Checked(builder).AddHocon(hocon, addMode);

    /// <summary>Adds the values of a .NET configuration as HOCON; a section comes with its own key.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configuration">What to add.</param>
    /// <param name="addMode">Where it goes.</param>
    /// <param name="normalizeKeys">Whether <c>A_KEY</c> becomes <c>a-key</c>, for environment variables.</param>
    public static AkkaConfigurationBuilder AddHocon(
        this AkkaConfigurationBuilder builder,
        IConfiguration configuration,
        HoconAddMode addMode,
        bool normalizeKeys = true) =>
        AddHocon(builder, ConfigurationHoconAdapter.ToHocon(configuration, normalizeKeys), addMode);

    /// <summary>Adds the HOCON of a file.</summary>
    public static AkkaConfigurationBuilder AddHoconFile(
        this AkkaConfigurationBuilder builder, string hoconFilePath, HoconAddMode addMode) =>
        AddHocon(builder, ConfigurationFactory.ParseString(File.ReadAllText(hoconFilePath)), addMode);

    /// <summary>Sets how long an Ask without a time-out of its own waits; zero or less is no limit.</summary>
    public static AkkaConfigurationBuilder WithActorAskTimeout(this AkkaConfigurationBuilder builder, TimeSpan timeout)
    {
        string value = timeout > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalMilliseconds}ms")
            : "infinite";
        return AddHocon(builder, $"akka.actor.ask-timeout = {value}", HoconAddMode.Prepend);
    }

    private static AkkaConfigurationBuilder Checked(AkkaConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}
