using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: host and system end together, whoever begins.
/// Method: stop the one, wait for the other.
/// </summary>
public sealed class HostStopTests
{
    [Fact]
    public async Task Stopping_the_host_runs_the_coordinated_shutdown_and_waits_for_it()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();
        ActorSystem system = host.System();
        var shutdown = CoordinatedShutdown.Get(system);
        bool ran = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", async () =>
        {
            await Task.Yield();
            ran = true;
            return Done.Instance;
        });

        await host.StopAsync().WaitAsync(Hosts.Long);

        Assert.True(ran);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_phase_that_hangs_does_not_keep_the_host()
    {
        using IHost host = Hosts.Build(akka => akka.AddHocon(
            "akka.coordinated-shutdown.phases.service-stop.timeout = 50ms", HoconAddMode.Prepend));
        await host.StartAsync();
        CoordinatedShutdown.Get(host.System()).AddTask(
            CoordinatedShutdown.PhaseServiceStop, "hang", () => new TaskCompletionSource<Done>().Task);

        await host.StopAsync().WaitAsync(Hosts.Long);

        Assert.True(host.System().WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminating_the_system_stops_the_host()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();

        await host.System().Terminate().WaitAsync(Hosts.Long);

        await host.Stopping();
        await host.StopAsync().WaitAsync(Hosts.Long);
    }

    [Fact]
    public async Task A_host_can_be_stopped_twice()
    {
        using IHost host = Hosts.Build(_ => { });
        await host.StartAsync();

        await host.StopAsync().WaitAsync(Hosts.Long);
        await host.StopAsync().WaitAsync(Hosts.Long);

        Assert.True(host.System().WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Disposing_of_the_host_ends_a_system_that_was_not_stopped()
    {
        ActorSystem system;
        using (IHost host = Hosts.Build(_ => { }))
        {
            await host.StartAsync();
            system = host.System();
            Assert.False(system.WhenTerminated.IsCompleted);
        }

        await system.WhenTerminated.WaitAsync(Hosts.Long);
    }
}
