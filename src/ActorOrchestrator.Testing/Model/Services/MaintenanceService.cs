using System.Globalization;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Section 20: status, hashes, alarms, leadership. What concerns one member needs no leader.</summary>
internal sealed class MaintenanceService(ModelKernel kernel)
{
    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
        Face face = call.Face;
        switch (request)
        {
            case StatusRequest:
                return Headed(call, Status(face));
            case HashRequest:
                return Headed(call, new HashResponse { Hash = SnapshotImage.Hash(kernel.Store) });
            case HashKVRequest hash:
                return Headed(call, HashKv(face, hash.Revision));
            case DefragmentRequest:
                kernel.Store.Defragment();
                return new DefragmentResponse();
            case SnapshotRequest:
                Snapshot(call);
                return null;
            case AlarmRequest alarm:
                await kernel.Cluster.WaitServes(face, isRead: false, call.Gone).ConfigureAwait(false);
                kernel.Cluster.RaftIndex++;
                return Headed(call, Alarm(alarm));
            case MoveLeaderRequest move:
                MoveLeader(face, move.TargetID);
                return new MoveLeaderResponse();
            case DowngradeRequest downgrade:
                throw Refusal.Of(Downgrade(downgrade));
            default:
                throw Dispatcher.Unknown(call.Method);
        }
    }

    // Never performed: what can be refused, is.
    private static EtcdError Downgrade(DowngradeRequest request) => request.Action switch
    {
        DowngradeRequest.Types.DowngradeAction.Cancel => EtcdErrorTexts.NoDowngradeInProgress,
        _ when !Version.TryParse(request.Version, out _) => EtcdErrorTexts.WrongDowngradeVersionFormat,
        _ => EtcdErrorTexts.InvalidDowngradeTarget,
    };

    private StatusResponse Status(Face face)
    {
        var response = new StatusResponse
        {
            Version = kernel.Options.Version,
            DbSize = kernel.Store.SizeAllocated,
            DbSizeInUse = kernel.Store.SizeInUse,
            Leader = face.KnowsLeader ? kernel.Cluster.Leader?.Id ?? 0 : 0,
            RaftIndex = kernel.Cluster.RaftIndex,
            RaftAppliedIndex = kernel.Cluster.RaftIndex,
            RaftTerm = kernel.Cluster.Term,
            IsLearner = face.IsLearner,
        };
        if (!face.KnowsLeader)
        {
            response.Errors.Add(EtcdErrorTexts.NoLeader.Text);
        }

        response.Errors.Add(kernel.Alarms.All.Select(alarm => string.Create(
            CultureInfo.InvariantCulture,
            $"memberID:{alarm.MemberID} alarm:{alarm.Alarm.ToString().ToUpperInvariant()} ")));
        return response;
    }

    private HashKVResponse HashKv(Face face, long revision)
    {
        long at = kernel.RevisionAt(face);
        if (revision > at)
        {
            throw Refusal.Of(EtcdErrorTexts.FutureRevision);
        }

        long asked = revision > 0 ? revision : at;
        uint hash = kernel.Store.HashKv(asked, out long compactRevision);
        return new HashKVResponse { Hash = hash, CompactRevision = compactRevision, HashRevision = asked };
    }

    private AlarmResponse Alarm(AlarmRequest request)
    {
        IEnumerable<AlarmMember> alarms = request.Action switch
        {
            AlarmRequest.Types.AlarmAction.Activate => Activate(request),
            AlarmRequest.Types.AlarmAction.Deactivate => kernel.Alarms.End(request.MemberID, request.Alarm),
            _ => kernel.Alarms.Matching(request.MemberID, request.Alarm),
        };
        return new AlarmResponse { Alarms = { alarms } };
    }

    private IEnumerable<AlarmMember> Activate(AlarmRequest request)
    {
        kernel.Alarms.Raise(request.MemberID, request.Alarm);
        return [new AlarmMember { MemberID = request.MemberID, Alarm = request.Alarm }];
    }

    private void MoveLeader(Face face, ulong target)
    {
        if (kernel.Cluster.Leader != face || !kernel.Cluster.Serves(face))
        {
            throw Refusal.Of(EtcdErrorTexts.NotLeader);
        }

        if (kernel.Cluster.Find(target) is not { IsLearner: false } next)
        {
            throw Refusal.Of(EtcdErrorTexts.BadLeaderTransferee);
        }

        if (!next.Follows)
        {
            throw Refusal.Of(EtcdErrorTexts.RequestTimedOut);
        }

        if (next != face)
        {
            kernel.Cluster.MoveLeader(next);
        }
    }

    private void Snapshot(ModelCall call)
    {
        foreach (SnapshotResponse part in SnapshotImage.Of(kernel.Store))
        {
            call.Respond(part);
        }

        call.End();
    }

    private IMessage Headed(ModelCall call, IMessage response) =>
        kernel.WithHeader(response, call.Face, kernel.RevisionAt(call.Face));
}
