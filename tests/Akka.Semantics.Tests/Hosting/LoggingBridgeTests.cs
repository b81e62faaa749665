using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: actors' log events reach the host's own logging complete, and only there.
/// Method: a provider that records; each event has a mark of its own.
/// </summary>
public sealed class LoggingBridgeTests : IDisposable
{
    private readonly LogRecorder _recorder = new();

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public async Task Events_of_all_levels_arrive_with_their_cause()
    {
        using IHost host = await Start(Event.LogLevel.DebugLevel);
        var cause = new FormatException("cause");

        host.System().Log.Debug("mark {0}", 1);
        host.System().Log.Info("mark {0}", 2);
        host.System().Log.Warning(cause, "mark {0}", 3);
        host.System().Log.Error(cause, "mark {0}", 4);

        var entries = new List<LogEntry>();
        for (var n = 1; n <= 4; n++)
        {
            entries.Add(await _recorder.Next($"mark {n}"));
        }

        Assert.Equal(
            [LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error], entries.Select(e => e.Level));
        Assert.Equal([null, null, cause, cause], entries.Select(e => e.Cause));
        Assert.All(entries, entry => Assert.Equal("Akka.Actor.ActorSystem", entry.Category));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_event_tells_which_actor_logs()
    {
        using IHost host = await Start(Event.LogLevel.InfoLevel);

        host.System().ActorOf(TalkingActor.Props(), "talker").Tell("mark");

        LogEntry entry = await _recorder.Next("mark");
        Assert.Contains("/user/talker", entry.Values["LogSource"]?.ToString(), StringComparison.Ordinal);
        Assert.Equal(typeof(TalkingActor), entry.Values["LogClass"]);
        Assert.True(entry.Values.ContainsKey("Thread"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Events_below_the_level_do_not_arrive()
    {
        using IHost host = await Start(Event.LogLevel.WarningLevel);

        host.System().Log.Info("mark, information");
        host.System().Log.Warning("mark, warning");

        Assert.Contains("mark, warning", (await _recorder.Next("mark")).Text, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_factory_of_ones_own_gets_the_events()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_recorder));
        using IHost host = Hosts.Build(akka => akka.ConfigureLoggers(loggers =>
            loggers.ClearLoggers().AddLoggerFactory(factory)));
        await host.StartAsync();

        host.System().Log.Info("mark");

        Assert.Equal(LogLevel.Information, (await _recorder.Next("mark")).Level);
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_the_logger_of_the_console_nothing_is_written_there()
    {
        TextWriter before = Console.Out;
        using var console = new StringWriter();
        Console.SetOut(console);
        try
        {
            using IHost host = await Start(Event.LogLevel.DebugLevel);
            host.System().Log.Error("mark of the console");
            await _recorder.Next("mark of the console");
            await host.StopAsync();
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.DoesNotContain("mark of the console", console.ToString(), StringComparison.Ordinal);
    }

    private async Task<IHost> Start(Event.LogLevel level)
    {
        IHost host = Hosts.Build(
            akka => akka.ConfigureLoggers(loggers =>
            {
                loggers.LogLevel = level;
                loggers.ClearLoggers().AddLoggerFactory();
            }),
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_recorder)));
        await host.StartAsync();
        return host;
    }

    private sealed class TalkingActor : UntypedActor
    {
        public static Props Props() => Actor.Props.Create(() => new TalkingActor());

        protected override void OnReceive(object message) => Context.GetLogger().Info("{0}", message);
    }
}
