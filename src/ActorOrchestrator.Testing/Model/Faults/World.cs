using System.Globalization;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>What happens to a cluster from the outside.</summary>
internal sealed class World(ModelKernel kernel)
{
    private const string Another = "another client";

    private readonly SortedDictionary<string, NodeClock> _clocks = new(StringComparer.Ordinal);
    private int _sidesMade;

    public void Do(Fault.OfCluster fault, FaultMatch match)
    {
        switch (fault)
        {
            case Fault.Compact compact:
                Compact(compact.Revision);
                break;
            case Fault.ExpireLease:
                EndLeases(match.KeyPrefix, "early expiry");
                break;
            case Fault.RevokeLease:
                EndLeases(match.KeyPrefix, "an operator");
                break;
            case Fault.LeaderChange change:
                kernel.Cluster.ChangeLeader(change.Duration);
                break;
            case Fault.Partition partition:
                CutOff(Faces(partition.Members), cut: true);
                Later(partition.Duration, () => CutOff(Faces(partition.Members), cut: false));
                break;
            case Fault.Isolate isolate:
                Isolate(Faces(isolate.Members));
                Later(isolate.Duration, () => Rejoin(Faces(isolate.Members)));
                break;
            case Fault.Pause pause:
                Pause(Face(pause.Member), paused: true);
                Later(pause.Duration, () => Pause(Face(pause.Member), paused: false));
                break;
            case Fault.Foreign foreign:
                Write(foreign.Writes);
                break;
            case Fault.ClockJump jump:
                ClockOf(jump.Node).Jump(jump.By);
                break;
            default:
                DoToStore(fault, match);
                break;
        }
    }

    public void Compact(long revision)
    {
        long wanted = revision > 0 ? revision : kernel.Store.Revision;
        if (wanted > kernel.Store.CompactRevision && wanted <= kernel.Store.Revision)
        {
            kernel.Write(new CompactionRequest { Revision = wanted }, Another);
        }
    }

    /// <summary>A reader that goes on at this revision finds it compacted.</summary>
    public void CompactBehind(long revision)
    {
        if (kernel.Store.Revision <= revision)
        {
            Write(new ForeignWrites(new ForeignWrite("model-etcd/compaction", "")));
        }

        Compact(0);
    }

    public void EndLease(long id, string who) => kernel.Write(new LeaseRevokeRequest { ID = id }, who);

    public void CutOff(IReadOnlyList<Face> faces, bool cut)
    {
        foreach (Face face in faces)
        {
            face.CutOff(cut);
            if (cut)
            {
                kernel.Silence(face);
            }
        }
    }

    public void Isolate(IReadOnlyList<Face> faces)
    {
        _sidesMade++;
        foreach (Face face in faces)
        {
            face.Side = _sidesMade;
        }

        kernel.Cluster.Reconsider();
    }

    public void Rejoin(IReadOnlyList<Face> faces)
    {
        foreach (Face face in faces)
        {
            face.Side = 0;
        }

        kernel.Cluster.Reconsider();
    }

    public void Pause(Face face, bool paused)
    {
        if (face.IsPaused == paused)
        {
            return;
        }

        if (paused)
        {
            face.Pause(paused: true);
            kernel.Silence(face);
            kernel.Cluster.Reconsider();
        }
        else
        {
            // First it hears of the others, then of its clients.
            face.Pause(paused: false, kernel.Cluster.Reconsider);
        }
    }

    public void Write(ForeignWrites writes)
    {
        RequestOp[] operations = [.. writes.Select(Operation)];
        IMessage request = operations switch
        {
            [{ RequestPut: { } put }] => put,
            [{ RequestDeleteRange: { } delete }] => delete,
            _ => new TxnRequest { Success = { operations } },
        };
        kernel.Write(request, Another);
    }

    public NodeClock ClockOf(string node)
    {
        if (!_clocks.TryGetValue(node, out NodeClock? clock))
        {
            clock = new NodeClock(kernel.Time);
            _clocks.Add(node, clock);
        }

        return clock;
    }

    private static RequestOp Operation(ForeignWrite write)
    {
        var key = ByteString.CopyFromUtf8(write.Key);
        return write.Value is { } value
            ? new RequestOp { RequestPut = new PutRequest { Key = key, Value = ByteString.CopyFromUtf8(value) } }
            : new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = key } };
    }

    private void DoToStore(Fault.OfCluster fault, FaultMatch match)
    {
        switch (fault)
        {
            case Fault.RestoreBackup restore:
                kernel.Restore(Math.Min(restore.Revision, kernel.Store.Revision), newIds: false);
                break;
            case Fault.NewCluster renewed:
                kernel.Restore(Math.Min(renewed.Revision, kernel.Store.Revision), newIds: true);
                break;
            case Fault.NoSpace:
                kernel.Alarms.Raise(kernel.Cluster.Faces[0].Id, AlarmType.Nospace);
                break;
            case Fault.Corrupt:
                kernel.Alarms.Raise(kernel.Cluster.Faces[0].Id, AlarmType.Corrupt);
                break;
            case Fault.TokenLost:
                foreach (Face face in match.Member is { } name ? [Face(name)] : kernel.Cluster.Faces)
                {
                    kernel.Tokens.Forget(face);
                }

                break;
            default:
                throw new ArgumentException($"{fault} is not a fault of the cluster.", nameof(fault));
        }
    }

    private void EndLeases(string? keyPrefix, string who)
    {
        foreach (long id in kernel.Store.Leases.ToArray())
        {
            if (keyPrefix is null || kernel.Store.KeysOf(id).Any(key => RequestKeys.StartsWith(key, keyPrefix)))
            {
                EndLease(id, who);
            }
        }
    }

    private void Later(TimeSpan after, Action action) => kernel.Time.After(after, action);

    private Face[] Faces(Names names) => [.. names.Select(Face)];

    private Face Face(string name) => kernel.Cluster.Find(name) ?? throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture, $"A fault names the member {name}, which does not exist."));
}
