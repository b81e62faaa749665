using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Members;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <content>Members that go and come.</content>
internal sealed partial class ModelKernel
{
    /// <summary>A member leaves the cluster for ever.</summary>
    public void Retire(Face face)
    {
        Cut(face);
        Cluster.Remove(face);
    }

    /// <summary>All connections with a member are reset.</summary>
    public void Cut(Face face)
    {
        foreach (ModelCall call in CallsAt(face))
        {
            call.Break(CallFailure.Lost, "the connection was reset");
        }
    }
}
