using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <content>More faults of the cluster.</content>
public sealed partial class ClusterFaultTests
{
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
}
