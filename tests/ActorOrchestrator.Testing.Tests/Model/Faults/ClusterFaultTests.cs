using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <summary>
/// Goal: each fault of the cluster has its effect, at its instant, revision or call, and ends when it should.
/// Method: three members and a plan with one rule.
/// </summary>
public sealed partial class ClusterFaultTests
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
