using Akka.Actor;
using Akka.Event;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: what reaches the loggers, and how it reads.
/// Method: the event filter of the test kit, and a subscription to the log events themselves.
/// </summary>
public sealed class LoggingTests : SemanticsTest
{
    [Fact]
    public async Task A_template_has_numbered_arguments() =>
        await EventFilter.Info("x=1 y=2").ExpectOneAsync(() =>
        {
            Sys.Log.Info("x={0} y={1}", 1, 2);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task An_event_carries_level_cause_and_the_path_of_the_actor()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        var cause = new FormatException("cause");
        IActorRef actor = Handling((context, _) => context.GetLogger().Warning(cause, "text"), "logging");

        actor.Tell("go");

        Warning warning = await ExpectMsgAsync<Warning>();
        Assert.Equal(LogLevel.WarningLevel, warning.LogLevel());
        Assert.Same(cause, warning.Cause);
        Assert.Equal("text", warning.Message.ToString());
        Assert.Contains(actor.Path.ToString(), warning.LogSource, StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, warning.Timestamp.Kind);
    }

    [Fact]
    public async Task Below_the_level_of_the_system_nothing_is_published()
    {
        using var system = ActorSystem.Create("quiet", "akka.loglevel = WARNING\nakka.loggers = []");
        system.EventStream.Subscribe(TestActor, typeof(LogEvent));

        system.Log.Info("not this");
        system.Log.Error("this");

        Assert.Equal("this", (await ExpectMsgAsync<LogEvent>()).Message.ToString());
        Assert.False(system.Log.IsInfoEnabled);
        Assert.True(system.Log.IsErrorEnabled);
    }

    [Fact]
    public async Task The_failure_of_a_child_is_an_error_with_its_cause_and_its_path()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        IActorRef actor = Handling((_, _) => throw new FormatException("broken"), "failing");

        actor.Tell("go");

        Error error = await ExpectMsgAsync<Error>();
        Assert.IsType<FormatException>(error.Cause);
        Assert.Equal("broken", error.Message.ToString());
        Assert.Contains(actor.Path.ToString(), error.LogSource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_failure_is_a_warning()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Props failing = FunctionActor.Props((_, _) => Throw());
        Sys.ActorOf(ParentActor.Props(failing, new OneForOneStrategy(_ => Directive.Resume))).Tell("go");

        Assert.Equal("broken", (await ExpectMsgAsync<Warning>()).Message.ToString());
    }

    private static void Throw() => throw new FormatException("broken");
}
