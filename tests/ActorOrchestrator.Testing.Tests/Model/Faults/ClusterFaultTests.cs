using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <summary>
/// Goal: each fault of the cluster has its effect, at its instant, revision or call, and ends when it should.
/// Method: three members and a plan with one rule.
/// </summary>
public sealed class ClusterFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(3, 3)]
    [InlineData(9, -1)]
    public void Another_client_compacts_what_can_be_compacted(long revision, long compacted)
    {
        var (etcd, wire) = At(5 * Second, new Fault.Compact(revision));
        Write(wire, 3);

        etcd.Time.Advance(5 * Second);

        Assert.Equal(compacted, etcd.Kernel.Store.CompactRevision);
    }

    [Fact]
    public void A_fault_at_a_revision_happens_once_and_right_after_it()
    {
        var (etcd, wire) = Start(new FaultTrigger.Revision(3), new Fault.Compact());
        Write(wire, 1);
        Assert.Equal(-1, etcd.Kernel.Store.CompactRevision);

        Write(wire, 3);

        Assert.Equal(3, etcd.Kernel.Store.CompactRevision);
    }

    [Fact]
    public void Foreign_writes_stand_in_one_revision_before_the_call_that_triggers_them()
    {
        var writes = new ForeignWrites(new ForeignWrite("/x", "1"), new ForeignWrite("/gone"));
        var (etcd, wire) = Start(new FaultTrigger.Call(1), new Fault.Foreign(writes), new FaultMatch("Txn"));
        wire.Put("/gone");
        var create = new TxnRequest
        {
            Compare =
            {
                new Compare
                {
                    Key = Wire.Bytes("/x"),
                    Target = Compare.Types.CompareTarget.Create,
                    CreateRevision = 0,
                },
            },
        };

        Assert.False(wire.Call(EtcdMethods.Txn, create).Succeeded);

        Assert.Equal(3, etcd.Revision);
        Assert.Empty(wire.Get("/gone").Kvs);
        Assert.Contains("another client", etcd.Explain("/x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_writes_of_one_key_are_a_put_or_a_delete()
    {
        var (etcd, _) = At(5 * Second, new Fault.Foreign(new ForeignWrites(new ForeignWrite("/x", "1"))));
        etcd.Time.Advance(5 * Second);
        Assert.Equal(2, etcd.Revision);

        etcd.Foreign(new ForeignWrite("/x"));
        Assert.Equal(3, etcd.Revision);
    }

    [Theory]
    [InlineData("/held", 1)]
    [InlineData(null, 0)]
    [InlineData("/other", 2)]
    public void Leases_expire_early_or_are_revoked_by_a_key_or_all(string? prefix, int left)
    {
        foreach (Fault fault in new Fault[] { new Fault.ExpireLease(), new Fault.RevokeLease() })
        {
            var (etcd, wire) = Start(new FaultTrigger.At(5 * Second), fault, new FaultMatch(KeyPrefix: prefix));
            wire.Grant(7, 100);
            wire.Grant(8, 100);
            wire.Put("/held", lease: 7);

            etcd.Time.Advance(6 * Second);

            Assert.Equal(left, wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases.Count);
        }
    }

    [Fact]
    public void The_leader_is_gone_for_a_while_and_another_one_follows()
    {
        var (etcd, _) = At(5 * Second, new Fault.LeaderChange(3 * Second));

        etcd.Time.Advance(6 * Second);
        Assert.Null(etcd.Leader);
        etcd.Time.Advance(2 * Second);

        Assert.Equal("model-2", etcd.Leader?.Name);
    }

    [Fact]
    public void A_partition_cuts_clients_off_and_heals()
    {
        var (etcd, wire) = At(5 * Second, new Fault.Partition(new Names("model-1"), 20 * Second));
        var watch = wire.Watch(WireWatches.Prefix("/"));

        etcd.Time.Advance(21 * Second);
        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
        Assert.Equal(20 * Second, watch.EndedAt);
        var put = wire.Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        Assert.Equal(CallFailure.NotReached, put.End?.Failure);
        etcd.Time.Advance(5 * Second);

        wire.Put("/a");
    }

    [Fact]
    public void An_isolated_leader_loses_its_office_and_follows_after_it_is_back()
    {
        var (etcd, wire) = At(5 * Second, new Fault.Isolate(new Names("model-1"), 10 * Second));
        etcd.Time.Advance(8 * Second);
        Assert.Equal("model-2", etcd.Leader?.Name);
        Assert.False(etcd.Members[0].KnowsLeader);

        etcd.Time.Advance(8 * Second);

        Assert.True(etcd.Members[0].KnowsLeader);
        wire.Put("/a");
    }

    [Fact]
    public void A_paused_member_stands_still_and_goes_on()
    {
        var (etcd, wire) = At(5 * Second, new Fault.Pause("model-1", 10 * Second));
        etcd.Time.Advance(6 * Second);

        WireCall<RangeRequest, RangeResponse> read = wire.Finish(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a"), Serializable = true });

        Assert.Single(read.Received);
        Assert.InRange(read.EndedAt, 15 * Second, 16 * Second);
    }

    [Fact]
    public void A_restored_backup_goes_back_under_the_same_ids()
    {
        var (etcd, wire) = At(50 * Second, new Fault.RestoreBackup(3));
        ResponseHeader before = wire.Put("/1").Header;
        wire.Grant(7, 100);
        wire.Put("/2", lease: 7);
        wire.Grant(8, 100);
        wire.Put("/3", lease: 8);
        var watch = wire.Watch(WireWatches.Prefix("/"));
        etcd.Time.Advance(51 * Second);

        RangeResponse read = wire.Call(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/"), RangeEnd = Wire.Bytes("0") });

        Assert.Equal(["/1", "/2"], read.Kvs.Select(pair => pair.Key.ToStringUtf8()));
        Assert.Equal(3, read.Header.Revision);
        Assert.Equal((before.ClusterId, before.MemberId), (read.Header.ClusterId, read.Header.MemberId));
        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
        LeaseTimeToLiveResponse left = wire.Call(EtcdMethods.LeaseTimeToLive, new LeaseTimeToLiveRequest { ID = 7 });
        Assert.InRange(left.TTL, 98, 100);
        Assert.Single(wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases);
    }

    [Fact]
    public void A_new_cluster_has_other_ids_and_nothing_in_it()
    {
        var (etcd, wire) = At(5 * Second, new Fault.NewCluster());
        ResponseHeader before = wire.Put("/1").Header;

        etcd.Time.Advance(6 * Second);
        RangeResponse read = wire.Get("/1");

        Assert.Empty(read.Kvs);
        Assert.Equal(1, read.Header.Revision);
        Assert.NotEqual(before.ClusterId, read.Header.ClusterId);
        Assert.NotEqual(before.MemberId, read.Header.MemberId);
    }

    [Fact]
    public void After_a_restored_backup_history_goes_on_from_there()
    {
        var (etcd, wire) = At(5 * Second, new Fault.RestoreBackup(2));
        Write(wire, 3);
        etcd.Time.Advance(6 * Second);

        Assert.Equal(3, wire.Put("/new").Header.Revision);
        etcd.RestoreBackup(3);
        etcd.Time.Advance(Second);

        Assert.Single(wire.Get("/new").Kvs);
        Assert.Throws<ArgumentOutOfRangeException>(() => etcd.RestoreBackup(4));
    }

    [Fact]
    public void Alarms_are_raised()
    {
        var (etcd, wire) = At(5 * Second, new Fault.NoSpace());
        var put = new PutRequest { Key = Wire.Bytes("/a") };
        etcd.Time.Advance(6 * Second);
        wire.Refused(EtcdMethods.Put, put, EtcdErrorTexts.NoSpace);

        (etcd, wire) = At(5 * Second, new Fault.Corrupt());
        etcd.Time.Advance(6 * Second);
        wire.Refused(EtcdMethods.Put, put, EtcdErrorTexts.CorruptCluster);
    }

    [Theory]
    [InlineData("model-1", true)]
    [InlineData("model-2", false)]
    [InlineData(null, true)]
    public void Tokens_are_lost_at_the_members_that_match(string? member, bool lost)
    {
        var (etcd, wire) = Start(
            new FaultTrigger.At(5 * Second), new Fault.TokenLost(), new FaultMatch(Member: member));
        wire.Call(EtcdMethods.UserAdd, new AuthUserAddRequest { Name = "root", Password = "r" });
        wire.Call(EtcdMethods.RoleAdd, new AuthRoleAddRequest { Name = "root" });
        wire.Call(EtcdMethods.UserGrantRole, new AuthUserGrantRoleRequest { User = "root", Role = "root" });
        wire.Call(EtcdMethods.AuthEnable, new AuthEnableRequest());
        wire.Token = wire.Call(
            EtcdMethods.Authenticate, new AuthenticateRequest { Name = "root", Password = "r" }).Token;
        etcd.Time.Advance(6 * Second);

        WireCall<RangeRequest, RangeResponse> read =
            wire.Finish(EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") });

        Assert.Equal(lost ? GrpcStatusCode.Unauthenticated : GrpcStatusCode.OK, read.End?.Status);
    }

    [Fact]
    public void The_wall_clock_of_one_node_jumps_and_nothing_else_does()
    {
        var (etcd, _) = At(5 * Second, new Fault.ClockJump("a", -100 * Second));

        etcd.Time.Advance(6 * Second);

        Assert.Equal(-100 * Second, etcd.ClockOf("a").GetUtcNow() - etcd.Time.GetUtcNow());
        Assert.Equal(etcd.Time.GetTimestamp(), etcd.ClockOf("a").GetTimestamp());
        Assert.Equal(etcd.Time.GetUtcNow(), etcd.ClockOf("b").GetUtcNow());
    }

    private static (ModelEtcd Etcd, Wire Wire) At(TimeSpan instant, Fault fault) =>
        Start(new FaultTrigger.At(instant), fault);

    private static (ModelEtcd Etcd, Wire Wire) Start(FaultTrigger trigger, Fault fault, FaultMatch? match = null)
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions
        {
            Members = 3,
            Faults = FaultPlan.None.With(trigger, fault, match),
        });
        return (etcd, new Wire(etcd));
    }

    private static void Write(Wire wire, int times)
    {
        for (var i = 0; i < times; i++)
        {
            wire.Put("/a");
        }
    }
}
