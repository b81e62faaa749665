using ActorOrchestrator.Testing.Model.Members;

namespace ActorOrchestrator.Testing.Model;

/// <summary>A member of a <see cref="ModelEtcd"/>. A picture of this moment.</summary>
/// <param name="Name">By which tests and faults name it, such as <c>model-1</c>: the host of its endpoint.</param>
/// <param name="Id">As headers have it.</param>
/// <param name="Endpoint">Where it answers.</param>
/// <param name="IsLearner">Whether it follows without a vote.</param>
/// <param name="IsRunning">Whether it was started and neither stopped nor paused.</param>
/// <param name="KnowsLeader">Whether it believes in a leader.</param>
/// <param name="Revision">How far it has come.</param>
public sealed record ModelMember(
    string Name, ulong Id, EtcdEndpoint Endpoint, bool IsLearner, bool IsRunning, bool KnowsLeader, long Revision)
{
    internal static ModelMember Of(Face face) => new(
        face.Endpoint.Host, face.Id, face.Endpoint, face.IsLearner, face.Runs, face.KnowsLeader, face.Applied);
}
