using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes logging adapters.</summary>
public static class Logging
{
    /// <summary>Logs in the name of an actor: its path.</summary>
    public static ILoggingAdapter GetLogger(
        this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BusLogging(
            context.System.EventStream,
            context.Self.ToString()!,
            context.Props.Type,
            logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    /// <summary>Logs in the name of a text, a type, an actor or any other object.</summary>
    public static ILoggingAdapter GetLogger(
        ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(logSourceObj);
        (string source, Type type) = logSourceObj switch
        {
            string text => ($"{text}({system})", typeof(Logging)),
            IActorContext context => (context.Self.ToString()!, context.Props.Type),
            IActorRef actor => (actor.ToString()!, actor.GetType()),
            Type named => ($"{named.Name}({system})", named),
            _ => ($"{logSourceObj.GetType().Name}({system})", logSourceObj.GetType()),
        };
        return new BusLogging(
            system.EventStream, source, type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    /// <summary>The level of a name: DEBUG, INFO, WARNING, ERROR, or OFF.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => (LogLevel)int.MaxValue,
        _ => throw new ArgumentException(
            $"Unknown LogLevel: \"{logLevel}\". Allowed: DEBUG, INFO, WARNING, ERROR, OFF.", nameof(logLevel)),
    };

    /// <summary>The name of a level.</summary>
    public static string StringFor(LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };
}
