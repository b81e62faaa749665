using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>What the tests of this folder share: hosts with one quiet actor system.</summary>
internal static class Hosts
{
    /// <summary>Longer than anything here takes; a test that waits for it has failed.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public static IHost Build(
        Action<AkkaConfigurationBuilder, IServiceProvider> akka, Action<IServiceCollection>? services = null) =>
        new HostBuilder()
            .ConfigureServices(collection =>
            {
                services?.Invoke(collection);
                collection.AddAkka("hosted", akka);
            })
            .Build();

    public static IHost Build(Action<AkkaConfigurationBuilder> akka, Action<IServiceCollection>? services = null) =>
        Build(
            (builder, _) =>
            {
                akka(builder);
                builder.AddHocon("akka.loglevel = OFF", HoconAddMode.Append);
            },
            services);

    public static ActorSystem System(this IHost host) => host.Services.GetRequiredService<ActorSystem>();

    public static ActorRegistry Registry(this IHost host) => host.Services.GetRequiredService<ActorRegistry>();

    /// <summary>Waits until the host has been asked to stop.</summary>
    public static async Task Stopping(this IHost host)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken token = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await using CancellationTokenRegistration registration = token.Register(stopping.SetResult);
        await stopping.Task.WaitAsync(Long);
    }
}

/// <summary>Answers what it is told.</summary>
internal sealed class EchoActor : UntypedActor
{
    public static Props Props() => Actor.Props.Create(() => new EchoActor());

    protected override void OnReceive(object message) => Sender.Tell(message);
}
