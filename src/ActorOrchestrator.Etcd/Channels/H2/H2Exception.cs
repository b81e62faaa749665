namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The peer broke a rule of HTTP/2 in a way that ends the connection (RFC 9113, section 5.4.1).</summary>
/// <param name="code">What GOAWAY tells the peer.</param>
/// <param name="text">What the peer did.</param>
internal sealed class H2Exception(H2ErrorCode code, string text) : Exception(text)
{
    public H2ErrorCode Code { get; } = code;
}
