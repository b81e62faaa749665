using Akka.Actor;

namespace Akka.Event;

/// <summary>How much an event matters.</summary>
public enum LogLevel
{
    /// <summary>For who looks for a fault.</summary>
    DebugLevel = 0,

    /// <summary>An operator would tell a colleague.</summary>
    InfoLevel = 1,

    /// <summary>Heals by itself.</summary>
    WarningLevel = 2,

    /// <summary>Needs a person.</summary>
    ErrorLevel = 3,
}

/// <summary>Something to log, on its way over the event stream to the loggers.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
        Timestamp = WallClock.Now.UtcDateTime;
        Thread = Thread.CurrentThread;
    }

    /// <summary>What was thrown; null for nothing.</summary>
    public Exception? Cause { get; }

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>Where.</summary>
    public Thread Thread { get; }

    /// <summary>Who logs: usually the path of an actor.</summary>
    public string LogSource { get; }

    /// <summary>The type of who logs.</summary>
    public Type LogClass { get; }

    /// <summary>What: a text, or a <see cref="LogMessage"/> that is rendered by ToString.</summary>
    public object Message { get; }

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        string level = Logging.StringFor(LogLevel());
        string text = $"[{level}][{Timestamp:O}][Thread {Thread.ManagedThreadId:D4}][{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}

/// <summary>An event of <see cref="LogLevel.DebugLevel"/>.</summary>
public class Debug : LogEvent
{
    /// <summary>Without a cause.</summary>
    public Debug(string logSource, Type logClass, object message)
        : this(cause: null, logSource, logClass, message)
    {
    }

    /// <summary>With a cause.</summary>
    public Debug(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>An event of <see cref="LogLevel.InfoLevel"/>.</summary>
public class Info : LogEvent
{
    /// <summary>Without a cause.</summary>
    public Info(string logSource, Type logClass, object message)
        : this(cause: null, logSource, logClass, message)
    {
    }

    /// <summary>With a cause.</summary>
    public Info(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>An event of <see cref="LogLevel.WarningLevel"/>.</summary>
public class Warning : LogEvent
{
    /// <summary>Without a cause.</summary>
    public Warning(string logSource, Type logClass, object message)
        : this(cause: null, logSource, logClass, message)
    {
    }

    /// <summary>With a cause.</summary>
    public Warning(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>An event of <see cref="LogLevel.ErrorLevel"/>.</summary>
public class Error : LogEvent
{
    /// <summary>With a cause; null for none.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message)
        : base(cause, logSource, logClass, message)
    {
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
