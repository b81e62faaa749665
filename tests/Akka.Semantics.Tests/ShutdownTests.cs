using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: the order in which a system ends.
/// Method: systems of their own, whose tasks write down when they run.
/// </summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _log = new();

    [Fact]
    public async Task Phases_run_in_order_their_tasks_at_once_and_a_failure_is_passed_over()
    {
        using var system = ActorSystem.Create("phases", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        using var both = new Barrier(2);
        AddTask(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "a", () => Together(both));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "b", () => Together(both));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "failing", () =>
        {
            _log.Enqueue("before");
            throw new InvalidOperationException("passed over");
        });

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Long);

        Assert.Equal(["before", "unbind", "unbind", "stop"], _log);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task The_first_reason_counts_and_the_phases_run_once()
    {
        using var system = ActorSystem.Create("once", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        AddTask(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        Task<Done> first = shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);
        Task<Done> second = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Long);

        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
        Assert.Equal(["stop"], _log);
    }

    [Fact]
    public async Task Terminate_runs_the_phases()
    {
        var system = ActorSystem.Create("terminate", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        AddTask(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(["stop"], _log);
        Assert.IsType<CoordinatedShutdown.ActorSystemTerminateReason>(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_left_behind()
    {
        using var system = ActorSystem.Create(
            "slow", "akka.loglevel = OFF\nakka.coordinated-shutdown.phases.service-stop.timeout = 50ms");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "never", () => new TaskCompletionSource<Done>().Task);

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Long);

        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_run_may_begin_at_a_later_phase()
    {
        using var system = ActorSystem.Create("later", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        AddTask(shutdown, CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        AddTask(shutdown, CoordinatedShutdown.PhaseServiceStop, "stop");

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop)
            .WaitAsync(Long);

        Assert.Equal(["stop"], _log);
    }

    [Fact]
    public void A_phase_has_the_default_time_out_unless_it_has_its_own()
    {
        using var system = ActorSystem.Create("times", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);

        Assert.Equal(TimeSpan.FromSeconds(5), shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(10), shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate));
    }

    [Fact]
    public void An_unknown_phase_is_refused()
    {
        using var system = ActorSystem.Create("unknown", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);

        Assert.ThrowsAny<Exception>(() => AddTask(shutdown, "no-such-phase", "task"));
    }

    [Fact]
    public async Task Every_actor_gets_its_PostStop_children_before_parents()
    {
        var system = ActorSystem.Create("order", "akka.loglevel = OFF");
        ConcurrentQueue<string> log = _log;
        IActorRef parent = system.ActorOf(Props.Create(() => new LoggingParentActor(log)), "parent");
        await parent.Ask<string>("ready?", Long);

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(["child", "parent"], _log);
    }

    [Fact]
    public async Task Callbacks_run_when_the_last_actor_has_ended()
    {
        var system = ActorSystem.Create("callback", "akka.loglevel = OFF");
        system.RegisterOnTermination(() => _log.Enqueue("ended"));

        await system.Terminate().WaitAsync(Long);

        Assert.Equal(["ended"], _log);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void A_system_name_that_is_not_allowed_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    private void AddTask(CoordinatedShutdown shutdown, string phase, string name) =>
        shutdown.AddTask(phase, name, () =>
        {
            _log.Enqueue(name);
            return Task.FromResult(Done.Instance);
        });

    /// <summary>Each waits for the other: it ends only if both run at the same time.</summary>
    private async Task<Done> Together(Barrier both)
    {
        await Task.Yield();
        Assert.True(both.SignalAndWait(Long));
        _log.Enqueue("unbind");
        return Done.Instance;
    }

    private sealed class LoggingParentActor : UntypedActor
    {
        private readonly ConcurrentQueue<string> _log;

        public LoggingParentActor(ConcurrentQueue<string> log)
        {
            _log = log;
            Context.ActorOf(Props.Create(() => new LoggingChildActor(log)), "child");
        }

        protected override void PostStop() => _log.Enqueue("parent");

        protected override void OnReceive(object message) => Sender.Tell("ready");
    }

    private sealed class LoggingChildActor(ConcurrentQueue<string> log) : UntypedActor
    {
        protected override void PostStop() => log.Enqueue("child");

        protected override void OnReceive(object message)
        {
        }
    }
}
