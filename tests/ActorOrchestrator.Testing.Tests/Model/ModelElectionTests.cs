using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the election and lock services for clients that have nothing but gRPC: etcd.md section 22, Q1 to Q3.
/// Method: several callers on their wires; the refusals were asked of etcd 3.4.
/// </summary>
public sealed class ModelElectionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ModelEtcd _etcd = new();
    private readonly Wire _wire;

    public ModelElectionTests()
    {
        _wire = new Wire(_etcd);
        for (var id = 1; id <= 3; id++)
        {
            _wire.Grant(id + 9, 1000);
        }
    }

    [Fact]
    public void The_first_leads_at_once_and_the_key_is_name_and_lease_in_hex_Q1()
    {
        CampaignResponse won = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));

        Assert.Equal("e/a", won.Leader.Key.ToStringUtf8());
        Assert.Equal((2, 10), (won.Leader.Rev, won.Leader.Lease));
        LeaderResponse leader = Leader();
        Assert.Equal("one", leader.Kv.Value.ToStringUtf8());
        Assert.Equal(10, leader.Kv.Lease);
    }

    [Fact]
    public void Others_lead_in_the_order_of_their_coming_as_those_before_them_go_Q2()
    {
        CampaignResponse first = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));
        WireCall<CampaignRequest, CampaignResponse> second = _wire.Begin(EtcdMethods.Campaign, Campaign(11, "two"));
        WireCall<CampaignRequest, CampaignResponse> third = _wire.Begin(EtcdMethods.Campaign, Campaign(12, "three"));
        _etcd.Time.Advance(Second);

        _etcd.RevokeLease(11);
        _etcd.Time.Advance(Second);
        Assert.Equal(EtcdErrorTexts.ElectionNotLeader.Text, second.End?.Text);
        Assert.Empty(third.Received);
        _wire.Call(EtcdMethods.Resign, new ResignRequest { Leader = first.Leader });
        _etcd.Time.Advance(Second);

        Assert.Equal("three", Leader().Kv.Value.ToStringUtf8());
        Assert.True(Assert.Single(third.Received).Leader.Rev > first.Leader.Rev);
    }

    [Fact]
    public void Who_goes_away_while_waiting_leaves_no_key()
    {
        _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));
        WireCall<CampaignRequest, CampaignResponse> second = _wire.Begin(EtcdMethods.Campaign, Campaign(11, "two"));
        _etcd.Time.Advance(Second);
        Assert.Single(_wire.Get("e/b").Kvs);

        second.Call.Abort();
        _etcd.Time.Advance(Second);

        Assert.Empty(_wire.Get("e/b").Kvs);
    }

    [Fact]
    public void Who_campaigns_again_with_its_lease_keeps_its_key_and_changes_the_value()
    {
        CampaignResponse first = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));

        CampaignResponse again = _wire.Call(EtcdMethods.Campaign, Campaign(10, "uno"));

        Assert.Equal(first.Leader, again.Leader);
        Assert.Equal("uno", Leader().Kv.Value.ToStringUtf8());
    }

    [Fact]
    public void A_leader_proclaims_and_a_former_one_cannot()
    {
        CampaignResponse won = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));
        var proclaim = new ProclaimRequest { Leader = won.Leader, Value = Wire.Bytes("new") };
        _wire.Call(EtcdMethods.Proclaim, proclaim);
        Assert.Equal("new", Leader().Kv.Value.ToStringUtf8());
        Assert.Equal(10, Leader().Kv.Lease);

        _wire.Call(EtcdMethods.Resign, new ResignRequest { Leader = won.Leader });

        _wire.Refused(EtcdMethods.Proclaim, proclaim, EtcdErrorTexts.ElectionNotLeader);
        _wire.Call(EtcdMethods.Resign, new ResignRequest { Leader = won.Leader });
        _wire.Refused(EtcdMethods.Proclaim, new ProclaimRequest(), EtcdErrorTexts.LeaderFieldMissing);
        _wire.Refused(EtcdMethods.Resign, new ResignRequest(), EtcdErrorTexts.LeaderFieldMissing);
        _wire.Refused(
            EtcdMethods.Leader, new LeaderRequest { Name = Wire.Bytes("e") }, EtcdErrorTexts.ElectionNoLeader);
    }

    [Fact]
    public void An_unknown_lease_is_refused_without_a_status_of_its_own()
    {
        _wire.Refused(
            EtcdMethods.Campaign,
            Campaign(99, "x"),
            EtcdErrorTexts.LeaseNotFound with { Status = GrpcStatusCode.Unknown });
    }

    [Fact]
    public void Who_has_no_lease_gets_one_that_is_kept_while_it_waits()
    {
        CampaignResponse first = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));
        WireCall<CampaignRequest, CampaignResponse> second = _wire.Begin(EtcdMethods.Campaign, Campaign(0, "two"));
        _etcd.Time.Advance(300 * Second);
        Assert.Null(second.End);

        _wire.Call(EtcdMethods.Resign, new ResignRequest { Leader = first.Leader });
        _etcd.Time.Advance(Second);
        Assert.Single(second.Received);
        Assert.Equal("two", Leader().Kv.Value.ToStringUtf8());
        _etcd.Time.Advance(61 * Second);

        Assert.Empty(_wire.Get(second.Received[0].Leader.Key.ToStringUtf8()).Kvs);
    }

    [Fact]
    public void An_observer_sees_each_leader_and_each_of_its_values_Q6()
    {
        WireCall<LeaderRequest, LeaderResponse> observed =
            _wire.Begin(EtcdMethods.Observe, new LeaderRequest { Name = Wire.Bytes("e") });
        _etcd.Time.Advance(Second);
        Assert.Empty(observed.Received);

        CampaignResponse won = _wire.Call(EtcdMethods.Campaign, Campaign(10, "one"));
        _wire.Begin(EtcdMethods.Campaign, Campaign(11, "two"));
        _wire.Call(EtcdMethods.Proclaim, new ProclaimRequest { Leader = won.Leader, Value = Wire.Bytes("uno") });
        _wire.Call(EtcdMethods.Resign, new ResignRequest { Leader = won.Leader });
        _etcd.Time.Advance(Second);

        Assert.Equal(["one", "uno", "two"], observed.Received.Select(leader => leader.Kv.Value.ToStringUtf8()));
        Assert.Null(observed.End);
    }

    [Fact]
    public void A_lock_has_one_holder_and_the_next_gets_it_when_it_is_unlocked()
    {
        LockResponse held = _wire.Call(EtcdMethods.Lock, Lock(10));
        Assert.Equal("l/a", held.Key.ToStringUtf8());
        WireCall<LockRequest, LockResponse> next = _wire.Begin(EtcdMethods.Lock, Lock(11));
        _etcd.Time.Advance(Second);
        Assert.Empty(next.Received);
        Assert.Equal(held.Key, _wire.Call(EtcdMethods.Lock, Lock(10)).Key);

        _wire.Call(EtcdMethods.Unlock, new UnlockRequest { Key = held.Key });
        _etcd.Time.Advance(Second);

        Assert.Equal("l/b", Assert.Single(next.Received).Key.ToStringUtf8());
        _wire.Call(EtcdMethods.Unlock, new UnlockRequest { Key = held.Key });
    }

    [Fact]
    public void A_lock_is_handed_on_when_its_holders_lease_expires()
    {
        _wire.Call(EtcdMethods.Lock, Lock(10));
        WireCall<LockRequest, LockResponse> next = _wire.Begin(EtcdMethods.Lock, Lock(11));
        _etcd.Time.Advance(Second);

        _etcd.ExpireLease(10);
        _etcd.Time.Advance(Second);

        Assert.Single(next.Received);
    }

    private static CampaignRequest Campaign(long lease, string value) =>
        new() { Name = Wire.Bytes("e"), Lease = lease, Value = Wire.Bytes(value) };

    private static LockRequest Lock(long lease) => new() { Name = Wire.Bytes("l"), Lease = lease };

    private LeaderResponse Leader() =>
        _wire.Call(EtcdMethods.Leader, new LeaderRequest { Name = Wire.Bytes("e") });
}
