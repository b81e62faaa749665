namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>One address at which etcd answers.</summary>
/// <param name="Host">Name or IP address, without brackets.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
public sealed record EtcdEndpoint(string Host, int Port, bool Tls)
{
    /// <summary>What <c>:authority</c> says.</summary>
    public string Authority =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls ? "https" : "http")}://{Authority}";
}
