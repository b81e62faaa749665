namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>A refusal of etcd: what the shell puts into the gRPC status of the answer.</summary>
/// <param name="status">etcd's status.</param>
/// <param name="text">etcd's whole text, with its prefix.</param>
internal sealed class ModelException(GrpcStatusCode status, string text) : Exception(text)
{
    /// <summary>etcd's status.</summary>
    public GrpcStatusCode Status { get; } = status;

    /// <summary>etcd's whole text, with its prefix.</summary>
    public string Text { get; } = text;
}
