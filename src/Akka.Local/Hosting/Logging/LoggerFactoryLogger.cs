using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Akka.Event.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Passes log events on to .NET's logging, all under the category of <see cref="ActorSystem"/>.</summary>
/// <remarks>Thread, LogSource, LogClass and Message are values of the entry; a filter may pick by them.</remarks>
public partial class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger _logger;

    internal LoggerFactoryLogger(ILoggerFactory factory) => _logger = factory.CreateLogger<ActorSystem>();

    internal static Props Props(ILoggerFactory factory) => Actor.Props.Create(() => new LoggerFactoryLogger(factory));

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Log(logEvent);
                return true;
            default:
                return false;
        }
    }

    private static Microsoft.Extensions.Logging.LogLevel ToLevel(LogLevel level) => level switch
    {
        LogLevel.DebugLevel => Microsoft.Extensions.Logging.LogLevel.Debug,
        LogLevel.InfoLevel => Microsoft.Extensions.Logging.LogLevel.Information,
        LogLevel.WarningLevel => Microsoft.Extensions.Logging.LogLevel.Warning,
        _ => Microsoft.Extensions.Logging.LogLevel.Error,
    };

    /// <summary>Rendered here: a template that is broken must not get lost in somebody's provider.</summary>
    private static string Render(object message)
    {
        try
        {
            return message.ToString() ?? "";
        }
        catch (FormatException cause)
        {
            string broken = (message as LogMessage)?.Unformatted() ?? message.GetType().ToString();
            return $"{broken}, malformed: {cause.Message}";
        }
    }

    private void Log(LogEvent logEvent)
    {
        Microsoft.Extensions.Logging.LogLevel level = ToLevel(logEvent.LogLevel());
        if (_logger.IsEnabled(level))
        {
            string text = Render(logEvent.Message);
            Write(level, logEvent.Cause, logEvent.Thread.ManagedThreadId, logEvent.LogSource, logEvent.LogClass, text);
        }
    }

    [LoggerMessage(
        EventId = 0, Message = "[{Thread:0000}][{LogSource}][{LogClass}][{Message}]", SkipEnabledCheck = true)]
    private partial void Write(
        Microsoft.Extensions.Logging.LogLevel level,
        Exception? cause,
        int thread,
        string logSource,
        Type logClass,
        string message);
}
