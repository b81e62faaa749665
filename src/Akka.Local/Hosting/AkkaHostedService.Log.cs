using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>What the hosted service logs.</summary>
internal static partial class AkkaHostedServiceLog
{
    [LoggerMessage(1, LogLevel.Critical, "The actor system did not start; it is stopped.")]
    public static partial void DidNotStart(this ILogger logger, Exception cause);

    [LoggerMessage(2, LogLevel.Error, "The actor system did not stop after its failed start.")]
    public static partial void DidNotStop(this ILogger logger, Exception cause);
}
