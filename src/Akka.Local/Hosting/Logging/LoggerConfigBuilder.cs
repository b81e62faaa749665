using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using LogLevel = Akka.Event.LogLevel;

namespace Akka.Hosting;

/// <summary>Collects the loggers of a system: at first the one that writes to the console.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];
    private bool _usesLoggerFactory;
    private ILoggerFactory? _loggerFactory;

    internal LoggerConfigBuilder()
    {
    }

    /// <summary>The lowest level that is logged.</summary>
    /// <value>The default is InfoLevel, also when HOCON that was added before says otherwise.</value>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Takes all loggers away, that of the console among them.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        _usesLoggerFactory = false;
        return this;
    }

    /// <summary>Adds a logger: an actor with a parameterless constructor that answers InitializeLogger.</summary>
    public LoggerConfigBuilder AddLogger<T>()
        where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        if (typeof(T) == typeof(LoggerFactoryLogger))
        {
            return AddLoggerFactory(_loggerFactory);
        }

        _loggers.Add(typeof(T));
        return this;
    }

    /// <param name="factory">Where events go; null for the one of the container.</param>
    internal LoggerConfigBuilder AddLoggerFactory(ILoggerFactory? factory)
    {
        (_usesLoggerFactory, _loggerFactory) = (true, factory ?? _loggerFactory);
        return this;
    }

    internal AkkaConfigurationBuilder Build(AkkaConfigurationBuilder builder)
    {
        if (!Enum.IsDefined(LogLevel))
        {
            throw new ConfigurationException(
                $"LogLevel = {LogLevel} is not a level. Allowed: {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }

        // Of two ConfigureLoggers the later one counts, since its HOCON goes before the other's.
        builder.UsesLoggerFactory = _usesLoggerFactory;
        builder.LoggerFactory = _loggerFactory ?? builder.LoggerFactory;
        string loggers = string.Join(", ", _loggers.Select(type => $"\"{type.AssemblyQualifiedName}\""));
        return builder.AddHocon(
            $"akka {{ loglevel = {Event.Logging.StringFor(LogLevel)}, loggers = [{loggers}] }}", HoconAddMode.Prepend);
    }
}
