namespace Akka.Event;

/// <summary>Logs from one source. Use it through <see cref="LoggingExtensions"/>.</summary>
public interface ILoggingAdapter
{
    /// <summary>Renders templates.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>Whether debug events are logged.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether info events are logged.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether warnings are logged.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether errors are logged.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether events of a level are logged.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs a template with its arguments.</summary>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);

    /// <summary>Logs a text.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
}

/// <summary>Publishes on a bus, for the loggers.</summary>
internal sealed class BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter formatter)
    : ILoggingAdapter
{
    public ILogMessageFormatter Formatter { get; } = formatter;

    public bool IsDebugEnabled => IsEnabled(LogLevel.DebugLevel);

    public bool IsInfoEnabled => IsEnabled(LogLevel.InfoLevel);

    public bool IsWarningEnabled => IsEnabled(LogLevel.WarningLevel);

    public bool IsErrorEnabled => IsEnabled(LogLevel.ErrorLevel);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= bus.LogLevel;

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message) => Publish(logLevel, cause, message);

    public void Log(LogLevel logLevel, Exception? cause, string format) => Publish(logLevel, cause, format);

    private void Publish(LogLevel logLevel, Exception? cause, object message)
    {
        if (IsEnabled(logLevel))
        {
            bus.Publish(logLevel switch
            {
                LogLevel.DebugLevel => new Debug(cause, logSource, logClass, message),
                LogLevel.InfoLevel => new Info(cause, logSource, logClass, message),
                LogLevel.WarningLevel => new Warning(cause, logSource, logClass, message),
                LogLevel.ErrorLevel => new Error(cause, logSource, logClass, message),
                _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, "Not a log level."),
            });
        }
    }
}
