using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Local.Tests.Systems;

/// <summary>
/// Goal: bad settings are refused at the start, with the key and what to write instead; the top of the tree ends the
/// system.
/// Method: systems of their own.
/// </summary>
public sealed class SystemStartTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_logger_that_does_not_exist_is_named_with_its_key()
    {
        ConfigurationException thrown = Assert.Throws<ConfigurationException>(
            () => ActorSystem.Create("loggers", "akka.loggers = [\"No.Such.Logger\"]"));

        Assert.Contains("akka.loggers", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("No.Such.Logger", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("AssemblyQualifiedName", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheduler_without_the_right_constructor_is_refused()
    {
        string type = typeof(SystemStartTests).AssemblyQualifiedName!;

        ConfigurationException thrown = Assert.Throws<ConfigurationException>(
            () => ActorSystem.Create("scheduler", $"akka.scheduler.implementation = \"{type}\""));

        Assert.Contains("IScheduler", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_throughput_that_is_not_positive_is_refused() => Assert.Throws<ConfigurationException>(
        () => ActorSystem.Create("throughput", "akka.actor.default-dispatcher.throughput = 0"));

    [Fact]
    public void A_shutdown_that_could_never_end_is_refused() => Assert.Throws<ConfigurationException>(
        () => ActorSystem.Create("endless", "akka.coordinated-shutdown.terminate-actor-system = off"));

    [Fact]
    public void An_unknown_log_level_is_refused_with_those_that_exist()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(
            () => ActorSystem.Create("level", "akka.loglevel = LOUD"));

        Assert.Contains("DEBUG, INFO, WARNING, ERROR, OFF", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_the_guardian_ends_the_system()
    {
        var system = (ActorSystemImpl)ActorSystem.Create("guardian", "akka.loglevel = OFF");

        // What users' actors throw stops or restarts them; only the guardian's own failure goes up to the root.
        var top = (LocalActorRef)system.ActorOf(Props.Create(() => new EndingActor()));
        top.Cell.Parent.Tell(Kill.Instance);

        await system.WhenTerminated.WaitAsync(Long);
    }

    [Fact]
    public async Task Creating_an_actor_after_the_end_throws()
    {
        var system = ActorSystem.Create("late", "akka.loglevel = OFF");
        await system.Terminate().WaitAsync(Long);

        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Create(() => new EndingActor())));
    }

    [Fact]
    public async Task Dead_letters_are_logged_up_to_their_limit()
    {
        using var system = ActorSystem.Create("letters", "akka.log-dead-letters = 2\nakka.loggers = []");
        var infos = new TaskCompletionSource<List<string>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef listener = system.ActorOf(Props.Create(() => new InfoListenerActor(infos, 2)));
        await listener.Ask<string>("ready?", Long);
        IActorRef ended = system.ActorOf(Props.Create(() => new EndingActor()));
        await ended.GracefulStop(Long);

        for (var i = 0; i < 3; i++)
        {
            ended.Tell("letter");
        }

        List<string> lines = await infos.Task.WaitAsync(Long);
        Assert.Contains("[1] dead letters encountered", lines[0], StringComparison.Ordinal);
        Assert.Contains("no more dead letters will be logged", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count);
    }

    private sealed class EndingActor : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }

    private sealed class InfoListenerActor(TaskCompletionSource<List<string>> result, int count) : UntypedActor
    {
        private readonly List<string> _lines = [];

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Info));

        protected override void OnReceive(object message)
        {
            if (message is Info info)
            {
                _lines.Add(info.Message.ToString()!);
                if (_lines.Count == count)
                {
                    result.TrySetResult(_lines);
                }
            }
            else
            {
                Sender.Tell("ready");
            }
        }
    }
}
