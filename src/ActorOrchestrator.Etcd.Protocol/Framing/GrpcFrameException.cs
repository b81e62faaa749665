namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>What came is not a frame of gRPC, or a larger one than allowed. The stream cannot be read on.</summary>
/// <param name="status">What the call ends with.</param>
/// <param name="text">What goes with it as <c>grpc-message</c>.</param>
public sealed class GrpcFrameException(GrpcStatusCode status, string text) : Exception(text)
{
    /// <summary>What the call ends with: <see cref="GrpcStatusCode.Internal"/> for broken frames,
    /// <see cref="GrpcStatusCode.ResourceExhausted"/> for large ones.</summary>
    public GrpcStatusCode Status { get; } = status;

    /// <summary>What goes with it as <c>grpc-message</c>.</summary>
    public string Text { get; } = text;
}
