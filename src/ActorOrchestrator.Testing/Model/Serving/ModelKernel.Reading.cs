using ActorOrchestrator.Testing.Model.Members;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <content>Reads: what a member shows.</content>
internal sealed partial class ModelKernel
{
    /// <summary>The revision that a member shows. A lagging one shows nothing that is compacted (F14).</summary>
    public long RevisionAt(Face face) => Math.Max(face.Applied, Store.CompactRevision);

    /// <summary>Waits until a member has all that was committed when it was asked, as a linearizable read
    /// does.</summary>
    /// <exception cref="Store.ModelException">No leader in time.</exception>
    public async Task AgreeAsync(ModelCall call)
    {
        await Cluster.WaitServes(call.Face, isRead: true, call.Gone).ConfigureAwait(false);
        await call.Face.WaitApplied(Store.Revision, call.Gone).ConfigureAwait(false);
    }
}
