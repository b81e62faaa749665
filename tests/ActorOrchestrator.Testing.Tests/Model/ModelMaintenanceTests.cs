using System.Security.Cryptography;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the maintenance service as a client sees it: etcd.md section 20; the health service; what is not there.
/// Method: calls on the wire; the answers were asked of etcd 3.4.
/// </summary>
public sealed class ModelMaintenanceTests
{
    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Members = 3 });
    private readonly Wire _wire;

    public ModelMaintenanceTests() => _wire = new Wire(_etcd);

    [Fact]
    public void The_status_names_leader_term_version_and_what_is_wrong()
    {
        StatusResponse healthy = Status();
        Assert.Equal("3.5.30", healthy.Version);
        Assert.Equal(_etcd.Leader?.Id, healthy.Leader);
        Assert.Equal((healthy.RaftTerm, healthy.RaftIndex), (healthy.Header.RaftTerm, healthy.RaftAppliedIndex));
        Assert.Empty(healthy.Errors);

        _etcd.RaiseAlarm(AlarmType.Nospace, "model-2");
        _etcd.ChangeLeader(TimeSpan.FromSeconds(5));
        StatusResponse sick = Status();

        Assert.Equal(0UL, sick.Leader);
        Assert.Equal(
            ["etcdserver: no leader", $"memberID:{_etcd.Members[1].Id} alarm:NOSPACE "], sick.Errors);
    }

    [Fact]
    public void Writes_move_the_raft_index_and_sizes_grow()
    {
        StatusResponse before = Status();
        _wire.Put("/a", new string('x', 1000));
        StatusResponse after = Status();

        Assert.Equal(before.RaftIndex + 1, after.RaftIndex);
        Assert.True(after.DbSize > before.DbSize);
    }

    [Fact]
    public void Alarms_are_raised_shown_and_ended_and_keep_puts_out()
    {
        var nospace = new AlarmRequest
        {
            Action = AlarmRequest.Types.AlarmAction.Activate,
            MemberID = _etcd.Members[0].Id,
            Alarm = AlarmType.Nospace,
        };
        Assert.Single(_wire.Call(EtcdMethods.Alarm, nospace).Alarms);
        Assert.Single(_wire.Call(EtcdMethods.Alarm, new AlarmRequest()).Alarms);
        _wire.Refused(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.NoSpace);
        _wire.Refused(EtcdMethods.LeaseGrant, new LeaseGrantRequest { TTL = 5 }, EtcdErrorTexts.NoSpace);
        _wire.Delete("/a");

        nospace.Action = AlarmRequest.Types.AlarmAction.Deactivate;
        Assert.Single(_wire.Call(EtcdMethods.Alarm, nospace).Alarms);
        Assert.Empty(_wire.Call(EtcdMethods.Alarm, nospace).Alarms);
        _wire.Put("/a");
    }

    [Fact]
    public void The_quota_raises_the_alarm_and_disarming_after_making_space_ends_it_S26()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { QuotaBytes = 100_000 });
        var wire = new Wire(etcd);
        string value = new('x', 10_000);
        while (etcd.Revision < 9)
        {
            wire.Put("/a", value);
        }

        var put = new PutRequest { Key = Wire.Bytes("/a"), Value = Wire.Bytes(new string('x', 50_000)) };
        wire.Refused(EtcdMethods.Put, put, EtcdErrorTexts.NoSpace);
        AlarmMember alarm = Assert.Single(wire.Call(EtcdMethods.Alarm, new AlarmRequest()).Alarms);
        Assert.Equal((etcd.Members[0].Id, AlarmType.Nospace), (alarm.MemberID, alarm.Alarm));
        wire.Refused(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/b") }, EtcdErrorTexts.NoSpace);

        wire.Call(EtcdMethods.Compact, new CompactionRequest { Revision = etcd.Revision });
        wire.Call(EtcdMethods.Defragment, new DefragmentRequest());
        wire.Call(EtcdMethods.Alarm, new AlarmRequest { Action = AlarmRequest.Types.AlarmAction.Deactivate });
        wire.Call(EtcdMethods.Put, put);
    }

    [Fact]
    public void A_corrupt_cluster_refuses_writes_and_answers_reads()
    {
        _wire.Put("/a");
        _etcd.RaiseAlarm(AlarmType.Corrupt);

        _wire.Refused(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.CorruptCluster);
        _wire.Refused(
            EtcdMethods.DeleteRange,
            new DeleteRangeRequest { Key = Wire.Bytes("/a") },
            EtcdErrorTexts.CorruptCluster);
        Assert.Single(_wire.Get("/a").Kvs);
    }

    [Fact]
    public void The_leader_hands_over_to_a_voter_only()
    {
        ulong second = _etcd.Members[1].Id;
        var follower = new Wire(_etcd) { Member = 1 };

        follower.Refused(
            EtcdMethods.MoveLeader, new MoveLeaderRequest { TargetID = second }, EtcdErrorTexts.NotLeader);
        _wire.Refused(
            EtcdMethods.MoveLeader, new MoveLeaderRequest { TargetID = 12 }, EtcdErrorTexts.BadLeaderTransferee);
        _wire.Call(EtcdMethods.MoveLeader, new MoveLeaderRequest { TargetID = second });

        Assert.Equal(second, _etcd.Leader?.Id);
        Assert.Equal(3UL, Status().RaftTerm);
        follower.Call(EtcdMethods.MoveLeader, new MoveLeaderRequest { TargetID = second });
        Assert.Equal(3UL, Status().RaftTerm);
    }

    [Fact]
    public void A_snapshot_is_whole_pages_in_blobs_and_then_their_digest()
    {
        for (var i = 0; i < 20; i++)
        {
            _wire.Put($"/{i}", new string('x', 5000));
        }

        WireCall<SnapshotRequest, SnapshotResponse> call = _wire.Finish(EtcdMethods.Snapshot, new SnapshotRequest());

        byte[] image = [.. call.Received[..^1].SelectMany(part => part.Blob)];
        Assert.Equal(GrpcStatusCode.OK, call.End?.Status);
        Assert.True(call.Received.Count > 3);
        Assert.Equal(0, image.Length % 512);
        Assert.Equal(SHA256.HashData(image), call.Received[^1].Blob.ToByteArray());
        Assert.Equal((ulong)(image.Length - (32 * 1024)), call.Received[0].RemainingBytes);
        Assert.Equal(0UL, call.Received[^1].RemainingBytes);
    }

    [Fact]
    public void A_snapshot_waits_for_a_reader_that_does_not_read()
    {
        for (var i = 0; i < 30; i++)
        {
            _wire.Put($"/{i}", new string('x', 100_000));
        }

        _wire.ReadsSlowly = true;
        WireCall<SnapshotRequest, SnapshotResponse> call = _wire.Begin(EtcdMethods.Snapshot, new SnapshotRequest());
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(call.Received.Sum(part => part.CalculateSize()), 1024 * 1024, (1024 * 1024) + (33 * 1024));
        Assert.Null(call.End);

        while (call.End is null)
        {
            call.Call.Consumed(512 * 1024);
        }

        Assert.Equal(0UL, call.Received[^1].RemainingBytes);
    }

    [Fact]
    public void Hashes_are_those_of_a_revision_and_the_same_at_all_members()
    {
        _wire.Put("/a");
        uint atTwo = Hash(_wire, 2);
        _wire.Put("/b");

        Assert.Equal(atTwo, Hash(_wire, 2));
        Assert.NotEqual(atTwo, Hash(_wire, 0));
        Assert.Equal(Hash(_wire, 0), Hash(new Wire(_etcd) { Member = 2 }, 0));
        _wire.Refused(EtcdMethods.HashKV, new HashKVRequest { Revision = 9 }, EtcdErrorTexts.FutureRevision);
        uint whole = _wire.Call(EtcdMethods.Hash, new HashRequest()).Hash;
        _wire.Put("/c");
        Assert.NotEqual(whole, _wire.Call(EtcdMethods.Hash, new HashRequest()).Hash);
    }

    [Fact]
    public void Downgrades_are_refused_with_their_reasons()
    {
        var cancel = new DowngradeRequest { Action = DowngradeRequest.Types.DowngradeAction.Cancel };
        _wire.Refused(EtcdMethods.Downgrade, cancel, EtcdErrorTexts.NoDowngradeInProgress);
        _wire.Refused(
            EtcdMethods.Downgrade,
            new DowngradeRequest { Version = "x" },
            EtcdErrorTexts.WrongDowngradeVersionFormat);
        _wire.Refused(
            EtcdMethods.Downgrade, new DowngradeRequest { Version = "3.0.0" }, EtcdErrorTexts.InvalidDowngradeTarget);
    }

    [Fact]
    public void A_member_says_whether_it_serves()
    {
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, Check());
        _etcd.ChangeLeader(TimeSpan.FromSeconds(5));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, Check());

        WireCall<HealthCheckRequest, HealthCheckResponse> watched =
            _wire.Begin(EtcdMethods.HealthWatch, new HealthCheckRequest());
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(watched.Received);
        Assert.Null(watched.End);
    }

    private HealthCheckResponse.Types.ServingStatus Check() =>
        _wire.Call(EtcdMethods.HealthCheck, new HealthCheckRequest()).Status;

    private static uint Hash(Wire wire, long revision) =>
        wire.Call(EtcdMethods.HashKV, new HashKVRequest { Revision = revision }).Hash;

    private StatusResponse Status() => _wire.Call(EtcdMethods.Status, new StatusRequest());
}
