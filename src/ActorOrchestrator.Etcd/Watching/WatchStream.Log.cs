using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Watching;

/// <content>What is logged.</content>
internal sealed partial class WatchStream
{
    [LoggerMessage(541, LogLevel.Warning,
        "{Code} A watch's reader is slow: {Max} events wait. The watch goes on at revision {Revision} when half "
        + "of them were read.")]
    private static partial void Detached(ILogger log, string code, int max, long revision);

    [LoggerMessage(544, LogLevel.Information,
        "The version of {Endpoint} is not known, so its watch progress is taken as a sign of life only: {Reason}")]
    private static partial void VersionUnknown(ILogger log, EtcdEndpoint endpoint, string reason);
}
