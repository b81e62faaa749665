using System.Net.Sockets;
using System.Security.Authentication;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Why a connection was not made, in words that say what to look at.</summary>
internal static class ConnectFailure
{
    /// <summary>Describes a failure in one line: what the innermost exceptions add is said too.</summary>
    public static string Describe(Exception failure) => failure switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } =>
            $"the name cannot be resolved ({failure.Message})",
        AuthenticationException => $"TLS failed: {Messages(failure)}",
        H2Exception or TimeoutException => failure.Message,
        OperationCanceledException => "the client was closed",
        _ => Messages(failure),
    };

    private static string Messages(Exception failure)
    {
        string text = failure.Message;
        for (Exception? inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            text = text.Contains(inner.Message, StringComparison.Ordinal) ? text : $"{text} {inner.Message}";
        }

        return text;
    }
}
