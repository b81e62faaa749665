using Akka.Actor;

namespace Akka.Event;

/// <summary>Starts the loggers of a system.</summary>
internal static class Loggers
{
    private static readonly ImmutableArray<(LogLevel Level, Type Type)> ByLevel =
    [
        (LogLevel.DebugLevel, typeof(Debug)),
        (LogLevel.InfoLevel, typeof(Info)),
        (LogLevel.WarningLevel, typeof(Warning)),
        (LogLevel.ErrorLevel, typeof(Error)),
    ];

    /// <summary>Subscribes before it returns, so that no event from now on is missed.</summary>
    /// <exception cref="Configuration.ConfigurationException">A type cannot be used.</exception>
    /// <exception cref="LoggerInitializationException">A logger does not answer in time.</exception>
    public static void Start(ActorSystemImpl system, IReadOnlyDictionary<string, Props>? more)
    {
        var number = 0;
        foreach (string typeName in system.Settings.Loggers)
        {
            Type type = TypeNames.Find("akka.loggers", typeName);
            Start(system, Props.Create(type), $"log{++number}-{type.Name}");
        }

        foreach ((string name, Props props) in more ?? new Dictionary<string, Props>(StringComparer.Ordinal))
        {
            Start(system, props, $"log{++number}-{name}");
        }
    }

    private static void Start(ActorSystemImpl system, Props props, string name)
    {
        LocalActorRef logger = system.SystemActorOf(props, name);
        foreach ((LogLevel level, Type type) in ByLevel)
        {
            if (level >= system.EventStream.LogLevel)
            {
                system.EventStream.Subscribe(logger, type);
            }
        }

        TimeSpan limit = system.Settings.LoggerStartTimeout;
        try
        {
            // Start-up happens on the caller's thread, never in a turn of an actor.
            logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), limit).GetAwaiter().GetResult();
        }
        catch (AskTimeoutException cause)
        {
            throw new LoggerInitializationException(
                $"Logger [{props.Type}] did not respond within {limit} to the request to initialize itself.", cause);
        }
    }
}
