using Akka.Event;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Chooses the loggers of a hosted system.</summary>
public static class LoggingExtensions
{
    /// <summary>Sets level and loggers; they go before the HOCON that was added so far.</summary>
    public static AkkaConfigurationBuilder ConfigureLoggers(
        this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configurator);
        var loggers = new LoggerConfigBuilder();
        configurator(loggers);
        return loggers.Build(builder);
    }

    /// <summary>Adds the logger that writes to the console; it is there unless the loggers were cleared.</summary>
    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder)
    {
        ArgumentNullException.ThrowIfNull(configBuilder);
        return configBuilder.AddLogger<DefaultLogger>();
    }

    /// <summary>Adds the logger that passes events on to the host's own logging.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder)
    {
        ArgumentNullException.ThrowIfNull(configBuilder);
        return configBuilder.AddLoggerFactory(factory: null);
    }

    /// <summary>Adds the logger that passes events on to a factory.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(
        this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(configBuilder);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        return configBuilder.AddLoggerFactory(loggerFactory);
    }
}
