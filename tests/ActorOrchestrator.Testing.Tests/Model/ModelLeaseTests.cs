using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: leases in virtual time, as a client sees them: etcd.md F10, P1 to P4, P6, S25.
/// Method: grants, keep-alives and clocks on the wire of a model etcd.
/// </summary>
public sealed class ModelLeaseTests
{
    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Members = 3, Latency = TimeSpan.Zero });
    private readonly Wire _wire;

    public ModelLeaseTests() => _wire = new Wire(_etcd);

    [Fact]
    public void An_expired_lease_takes_all_its_keys_in_one_revision_in_byte_order_S25()
    {
        _wire.Grant(7, 5);
        _wire.Put("/b", lease: 7);
        _wire.Put("/c", lease: 7);
        _wire.Put("/a", lease: 7);
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        _etcd.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Single(watch.Received);
        _etcd.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["0 created | 4", "0 -/a@5 -/b@5 -/c@5 | 5"], watch.Told());
        _wire.Refused(
            EtcdMethods.Put,
            new PutRequest { Key = Wire.Bytes("/a"), Lease = 7 },
            EtcdErrorTexts.LeaseNotFound);
    }

    [Fact]
    public void A_lease_without_keys_expires_without_a_revision()
    {
        _wire.Grant(7, 5);

        _etcd.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, _etcd.Revision);
        Assert.Empty(_wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases);
    }

    [Fact]
    public void A_short_time_to_live_is_raised_and_the_answered_one_counts()
    {
        Assert.Equal(2, _wire.Grant(7, 1).TTL);
        Assert.Equal(2, _wire.Grant(8, 0).TTL);

        _etcd.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(2, _wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases.Count);
        _etcd.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Empty(_wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases);
    }

    [Fact]
    public void A_grant_without_an_id_gets_a_positive_one()
    {
        LeaseGrantResponse one = _wire.Grant(0, 10);
        LeaseGrantResponse other = _wire.Grant(0, 10);

        Assert.True(one.ID > 0 && other.ID > 0 && one.ID != other.ID);
        _wire.Refused(
            EtcdMethods.LeaseGrant, new LeaseGrantRequest { ID = one.ID, TTL = 5 }, EtcdErrorTexts.LeaseExists);
        _wire.Refused(
            EtcdMethods.LeaseGrant,
            new LeaseGrantRequest { ID = 9, TTL = 9_000_000_001 },
            EtcdErrorTexts.LeaseTtlTooLarge);
    }

    [Fact]
    public void A_keep_alive_gives_the_full_time_again_and_an_unknown_lease_has_none_P2()
    {
        _wire.Grant(7, 10);
        var stream = _wire.Open(EtcdMethods.LeaseKeepAlive);
        _etcd.Time.Advance(TimeSpan.FromSeconds(9));
        stream.Send(new LeaseKeepAliveRequest { ID = 7 });
        stream.Send(new LeaseKeepAliveRequest { ID = 8 });
        _etcd.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal([(7L, 10L), (8L, 0L)], stream.Received.Select(answer => (answer.ID, answer.TTL)));
        Assert.Equal(1, stream.Received[0].Header.Revision);
        Assert.Equal(0, TimeToLive(7).TTL - 1);
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(-1, TimeToLive(7).TTL);
    }

    [Fact]
    public void Half_closing_a_keep_alive_stream_answers_what_is_outstanding_and_ends_it_G13()
    {
        _wire.Grant(7, 10);
        var stream = _wire.Open(EtcdMethods.LeaseKeepAlive);
        stream.Send(new LeaseKeepAliveRequest { ID = 7 }, last: true);

        _etcd.Time.Advance(TimeSpan.Zero);

        Assert.Single(stream.Received);
        Assert.Equal(GrpcStatusCode.OK, stream.End?.Status);
    }

    [Fact]
    public void Time_to_live_is_rounded_down_and_has_the_keys_sorted_if_asked_P6()
    {
        _wire.Grant(7, 10);
        _wire.Put("/b", lease: 7);
        _wire.Put("/a", lease: 7);
        _etcd.Time.Advance(TimeSpan.FromSeconds(3.5));

        LeaseTimeToLiveResponse left = TimeToLive(7, keys: true);

        Assert.Equal((7, 6, 10), (left.ID, left.TTL, left.GrantedTTL));
        Assert.Equal(["/a", "/b"], left.Keys.Select(key => key.ToStringUtf8()));
        Assert.Empty(TimeToLive(7).Keys);
        LeaseTimeToLiveResponse unknown = TimeToLive(8, keys: true);
        Assert.Equal((8, -1, 0), (unknown.ID, unknown.TTL, unknown.GrantedTTL));
    }

    [Fact]
    public void Leases_are_listed_by_expiry_then_by_id_P6()
    {
        _wire.Grant(3, 30);
        _wire.Grant(2, 10);
        _wire.Grant(1, 30);

        LeaseLeasesResponse all = _wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest());

        Assert.Equal([2, 1, 3], all.Leases.Select(lease => lease.ID));
    }

    [Fact]
    public void A_revoked_lease_is_gone_with_its_keys_and_cannot_be_revoked_again()
    {
        _wire.Grant(7, 10);
        _wire.Put("/a", lease: 7);

        LeaseRevokeResponse revoked = _wire.Call(EtcdMethods.LeaseRevoke, new LeaseRevokeRequest { ID = 7 });

        Assert.Equal(3, revoked.Header.Revision);
        Assert.Empty(_wire.Get("/a").Kvs);
        _wire.Refused(EtcdMethods.LeaseRevoke, new LeaseRevokeRequest { ID = 7 }, EtcdErrorTexts.LeaseNotFound);
    }

    [Fact]
    public void A_new_leader_gives_every_lease_its_full_time_P4()
    {
        _wire.Grant(7, 10);
        _wire.Put("/a", lease: 7);
        _etcd.Time.Advance(TimeSpan.FromSeconds(9));

        _etcd.ChangeLeader(TimeSpan.FromSeconds(3));
        _etcd.Time.Advance(TimeSpan.FromSeconds(12.9));
        Assert.Equal(2, _etcd.Revision);
        _etcd.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(3, _etcd.Revision);
    }

    [Fact]
    public void A_leader_that_stood_still_and_was_not_replaced_catches_up_on_expiry()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { Latency = TimeSpan.Zero });
        var wire = new Wire(etcd);
        wire.Grant(7, 10);
        wire.Put("/a", lease: 7);
        etcd.Pause("model-1");
        etcd.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(2, etcd.Revision);

        etcd.Resume("model-1");

        Assert.Equal(3, etcd.Revision);
    }

    [Fact]
    public void At_most_500_leases_expire_in_half_a_second_P3()
    {
        for (var id = 1; id <= 1200; id++)
        {
            _wire.Grant(id, 10);
        }

        _etcd.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(700, Live());
        _etcd.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(200, Live());
        _etcd.Time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(0, Live());
    }

    [Fact]
    public void A_new_leader_spreads_leases_that_would_end_together_P4()
    {
        for (var id = 1; id <= 1000; id++)
        {
            _wire.Grant(id, 10);
        }

        _etcd.ChangeLeader();
        _etcd.Time.Advance(TimeSpan.FromSeconds(10.6));

        Assert.Equal(250, Live());
    }

    [Fact]
    public void A_lease_of_a_year_outlives_what_a_timer_can_wait()
    {
        const long Year = 365 * 24 * 3600;
        _wire.Grant(7, Year);

        _etcd.Time.Advance(TimeSpan.FromSeconds(Year - 1));
        Assert.Equal(1, Live());
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, Live());
    }

    private int Live() => _wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases.Count;

    private LeaseTimeToLiveResponse TimeToLive(long id, bool keys = false) =>
        _wire.Call(EtcdMethods.LeaseTimeToLive, new LeaseTimeToLiveRequest { ID = id, Keys = keys });
}
