using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The settings of a system, read once when it starts.</summary>
public class Settings
{
    internal Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config.WithFallback(ConfigurationFactory.Default());
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", null, allowInfinite: true);
        LogLevel = Config.GetString("akka.loglevel") ?? "INFO";
        Loggers = Config.GetStringList("akka.loggers");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", null);
        LogDeadLetters = (Config.GetString("akka.log-dead-letters") ?? "10").ToUpperInvariant() switch
        {
            "ON" or "TRUE" => int.MaxValue,
            "OFF" or "FALSE" => 0,
            _ => Config.GetInt("akka.log-dead-letters", 0),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown", false);
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled", false);
        SchedulerClass = Config.GetString("akka.scheduler.implementation") ?? "";
        CoordinatedShutdownTerminateActorSystem =
            Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system", true);
        CoordinatedShutdownRunByActorSystemTerminate =
            Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true);
        Throughput = Config.GetInt("akka.actor.default-dispatcher.throughput", 0);
        if (Throughput <= 0)
        {
            throw new ConfigurationException(
                $"akka.actor.default-dispatcher.throughput = {Throughput} must be positive; 30 is the default.");
        }

        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
        {
            // Terminate would run the phases, none of which ends the system, and wait for its end for ever.
            throw new ConfigurationException(
                "akka.coordinated-shutdown.run-by-actor-system-terminate = on needs terminate-actor-system = on: " +
                "set both to on, or both to off.");
        }
    }

    /// <summary>The system.</summary>
    public ActorSystem System { get; }

    /// <summary>The configuration that was given, with the defaults below it.</summary>
    public Config Config { get; }

    /// <summary>How long an Ask without a time-out of its own waits; infinite by default.</summary>
    public TimeSpan AskTimeout { get; }

    /// <summary>The lowest level that is logged; INFO by default.</summary>
    public string LogLevel { get; }

    /// <summary>Types of the loggers.</summary>
    public IList<string> Loggers { get; }

    /// <summary>How long a logger may take to answer that it is ready; 5 seconds by default.</summary>
    public TimeSpan LoggerStartTimeout { get; }

    /// <summary>How many dead letters are logged; 10 by default.</summary>
    public int LogDeadLetters { get; }

    /// <summary>Whether they are logged while the system ends; false by default.</summary>
    public bool LogDeadLettersDuringShutdown { get; }

    /// <summary>Whether unhandled messages are logged at DEBUG; false by default.</summary>
    public bool DebugUnhandledMessage { get; }

    /// <summary>Type of the scheduler; empty for the one in real time.</summary>
    public string SchedulerClass { get; }

    /// <summary>Whether the last phase of a coordinated shutdown ends the system; true by default.</summary>
    public bool CoordinatedShutdownTerminateActorSystem { get; }

    /// <summary>Whether Terminate runs the coordinated shutdown; true by default.</summary>
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Messages per turn of one actor.</summary>
    internal int Throughput { get; }
}
