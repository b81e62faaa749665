namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>A refusal of etcd: what the shell puts into the gRPC status of the answer.</summary>
/// <param name="error">etcd's error.</param>
internal sealed class ModelException(EtcdError error) : Exception(error.Text)
{
    /// <summary>etcd's error.</summary>
    public EtcdError Error { get; } = error;

    /// <summary>etcd's status.</summary>
    public GrpcStatusCode Status => Error.Status;

    /// <summary>etcd's whole text, with its prefix.</summary>
    public string Text => Error.Text;
}
