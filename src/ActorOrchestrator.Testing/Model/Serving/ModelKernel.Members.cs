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

    /// <summary>The store goes back to a revision; all members start anew with it, and nobody is connected.</summary>
    public void Restore(long revision, bool newIds)
    {
        Store = Replay(revision, out int entries);
        _log.RemoveRange(entries, _log.Count - entries);
        Auth = Auth.Clone();
        Alarms.Clear();
        if (newIds)
        {
            Cluster.RenewIds();
        }

        foreach (Face face in Cluster.Faces)
        {
            Cut(face);
            face.Reset(Store.Revision);
        }

        Leases.Reset(Store.Leases.Select(id => (id, Store.GrantedTtl(id))));
        Cluster.ChangeLeader(TimeSpan.Zero);
    }

    /// <summary>A member's process ends; who asks it is refused.</summary>
    public void Stop(Face face)
    {
        face.IsStopped = true;
        Cut(face);
        Tokens.Forget(face);
        Cluster.Reconsider();
    }

    /// <summary>A member's process starts, also for the first time.</summary>
    public void Start(Face face)
    {
        face.IsStopped = false;
        face.IsStarted = true;
        Cluster.Reconsider();
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
