using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: the order of a start, and that a start which fails leaves nothing behind.
/// Method: starters and startup tasks that write down their names.
/// </summary>
public sealed class HostStartTests
{
    private readonly List<string> _log = [];

    [Fact]
    public async Task Starters_run_in_their_order_then_startup_tasks_in_theirs()
    {
        var reached = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        using IHost host = Hosts.Build(akka => akka
            .AddStartup((_, _) => _log.Add("task 1"))
            .WithActors((_, _) => _log.Add("starter 1"))
            .WithActors(async (ActorSystem _, IActorRegistry _) =>
            {
                reached.SetResult();
                await gate.Task;
                _log.Add("starter 2");
            })
            .AddStartup(async (_, _) =>
            {
                await Task.Yield();
                _log.Add("task 2");
            })
            .WithActors((_, _, _) => _log.Add("starter 3"))
            .WithActors(async (ActorSystem _, IActorRegistry _, IDependencyResolver _) =>
            {
                await Task.Yield();
                _log.Add("starter 4");
            })
            .AddStartup((_, _) => _log.Add("task 3")));

        Task start = host.StartAsync();
        await reached.Task.WaitAsync(Hosts.Long);
        Assert.Equal(["starter 1"], _log);
        gate.SetResult();
        await start.WaitAsync(Hosts.Long);

        Assert.Equal(["starter 1", "starter 2", "starter 3", "starter 4", "task 1", "task 2", "task 3"], _log);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_one_starter_registers_the_next_one_finds()
    {
        using IHost host = Hosts.Build(akka => akka
            .WithActors((system, registry) => registry.Register<EchoActor>(system.ActorOf(EchoActor.Props())))
            .WithActors((_, registry) => _log.Add(registry.TryGet<EchoActor>(out IActorRef found) ? $"{found}" : "")));

        await host.StartAsync();

        Assert.Equal([$"{host.Registry().Get<EchoActor>()}"], _log);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_added_after_the_start_has_no_effect()
    {
        using IHost host = Hosts.Build(akka => akka.WithActors((_, _) => akka
            .WithActors((_, _) => _log.Add("late starter"))
            .AddStartup((_, _) => _log.Add("late task"))));

        await host.StartAsync();

        Assert.Empty(_log);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_failing_starter_fails_the_start_and_ends_the_system()
    {
        ActorSystem? started = null;
        using IHost host = Hosts.Build(akka => akka
            .WithActors((system, _) =>
            {
                started = system;
                throw new FormatException("bad");
            })
            .WithActors((_, _) => _log.Add("next starter"))
            .AddStartup((_, _) => _log.Add("task")));

        FormatException thrown = await Assert.ThrowsAsync<FormatException>(() => host.StartAsync());

        Assert.Equal("bad", thrown.Message);
        Assert.Empty(_log);
        Assert.NotNull(started);
        await started.WhenTerminated.WaitAsync(Hosts.Long);
    }

    [Fact]
    public async Task A_failing_startup_task_fails_the_start_and_ends_the_system()
    {
        ActorSystem? started = null;
        using IHost host = Hosts.Build(akka => akka
            .WithActors((system, _) => started = system)
            .AddStartup(async (_, _) =>
            {
                await Task.Yield();
                throw new FormatException("bad");
            })
            .AddStartup((_, _) => _log.Add("next task")));

        await Assert.ThrowsAsync<FormatException>(() => host.StartAsync());

        Assert.Empty(_log);
        Assert.NotNull(started);
        await started.WhenTerminated.WaitAsync(Hosts.Long);
    }

    [Fact]
    public async Task A_failing_configuration_fails_the_start()
    {
        using IHost host = Hosts.Build(_ => throw new FormatException("bad"));

        await Assert.ThrowsAsync<FormatException>(() => host.StartAsync());
    }

    [Fact]
    public async Task A_hosted_service_of_ones_own_takes_part_in_the_start()
    {
        using IHost host = new HostBuilder()
            .ConfigureServices(services => services
                .AddSingleton(_log)
                .AddAkka<NotingService>("hosted", (akka, _) => akka
                    .AddHocon("akka.loglevel = OFF", HoconAddMode.Append)
                    .WithActors((_, _) => _log.Add("starter"))))
            .Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(["before", "starter", "after hosted", "stopped True"], _log);
    }

    private sealed class NotingService(
        AkkaConfigurationBuilder configurationBuilder,
        IServiceProvider serviceProvider,
        ILogger<AkkaHostedService> logger,
        IHostApplicationLifetime applicationLifetime,
        List<string> log)
        : AkkaHostedService(configurationBuilder, serviceProvider, logger, applicationLifetime)
    {
        public override async Task StartAsync(CancellationToken cancellationToken)
        {
            log.Add("before");
            await base.StartAsync(cancellationToken);
            log.Add($"after {ActorSystem?.Name}");
        }

        public override async Task StopAsync(CancellationToken cancellationToken)
        {
            await base.StopAsync(cancellationToken);
            log.Add($"stopped {ActorSystem?.WhenTerminated.IsCompleted}");
        }
    }
}
