using ActorOrchestrator.Testing.Model.Store;

namespace ActorOrchestrator.Testing.Model.Members;

/// <summary>Makes exceptions of lines of the table of errors.</summary>
internal static class Refusal
{
    public static ModelException Of(EtcdError error) => new(error);

    /// <summary>All versions of etcd answer this one with Unknown: they hand out the error of their own client, which
    /// has no status on the wire.</summary>
    public static ModelException OfNotEnoughStartedMembers() =>
        new(EtcdErrorTexts.NotEnoughStartedMembers with { Status = GrpcStatusCode.Unknown });
}
