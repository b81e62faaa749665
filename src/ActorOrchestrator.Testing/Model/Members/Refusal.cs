using ActorOrchestrator.Testing.Model.Store;

namespace ActorOrchestrator.Testing.Model.Members;

/// <summary>Makes exceptions of lines of the table of errors.</summary>
internal static class Refusal
{
    public static ModelException Of(EtcdError error) => new(error);
}
