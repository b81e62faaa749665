using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>Tells a logger to begin; it answers <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    internal InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    /// <summary>The bus that log events come from.</summary>
    public LoggingBus LoggingBus { get; }
}

/// <summary>Says that a logger is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    /// <summary>The answer.</summary>
    public LoggerInitialized()
    {
    }
}

/// <summary>The logger that writes to the console.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one event.</summary>
    protected virtual void Print(LogEvent logEvent) => ConsoleLog.Write(logEvent);
}

/// <summary>One line of an event, also when its template is broken.</summary>
internal static class ConsoleLog
{
    public static void Write(LogEvent logEvent) => Console.Out.WriteLine(Render(logEvent));

    public static string Render(LogEvent logEvent)
    {
        try
        {
            return logEvent.ToString();
        }
        catch (FormatException cause)
        {
            // The event cannot be rendered; what it says must not be lost with it.
            string broken = (logEvent.Message as LogMessage)?.Unformatted() ?? logEvent.Message.GetType().ToString();
            string level = Logging.StringFor(logEvent.LogLevel());
            string text = $"Received a malformed formatted message. Log level: [{level}], {broken}";
            return new Error(cause, logEvent.LogSource, logEvent.LogClass, text).ToString();
        }
    }
}
