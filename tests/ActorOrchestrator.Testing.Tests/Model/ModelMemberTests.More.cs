using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <content>More of what members show.</content>
public sealed partial class ModelMemberTests
{
    [Fact]
    public void A_stream_that_requires_a_leader_survives_a_short_election_H10()
    {
        _wires[0].RequireLeader = true;
        var watch = _wires[0].Watch(WireWatches.Prefix("/"));

        _etcd.ChangeLeader(2 * Second);
        _etcd.Time.Advance(2 * Second);
        _etcd.ChangeLeader(2 * Second);
        _etcd.Time.Advance(20 * Second);

        Assert.Null(watch.End);
    }

    [Fact]
    public void A_minority_that_is_isolated_serves_its_past_only_and_catches_up_when_it_is_back()
    {
        var watch = _wires[2].Watch(WireWatches.Prefix("/"));
        _etcd.Isolate("model-3");
        _etcd.Time.Advance(2 * Second);
        _wires[0].Put("/a", "1");

        Assert.Empty(_wires[2].Get("/a", serializable: true).Kvs);
        _wires[2].Refused(
            EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/b") }, EtcdErrorTexts.TimedOutByLeaderFailure);
        Assert.False(_etcd.Members[2].KnowsLeader);
        Assert.Single(watch.Received);
        _etcd.Heal();
        _etcd.Time.Advance(Second);

        Assert.Equal(["0 created | 1", "0 +/a@2 | 2"], watch.Told());
        Assert.Single(_wires[2].Get("/a").Kvs);
    }

    [Fact]
    public void An_isolated_leader_is_replaced_after_an_election_time_out()
    {
        _etcd.Isolate("model-1");

        PutResponse put = _wires[1].Put("/a");

        Assert.Equal("model-2", _etcd.Leader?.Name);
        Assert.Equal(3UL, put.Header.RaftTerm);
        Assert.InRange(_etcd.Time.Elapsed, Second, 2 * Second);
    }

    [Fact]
    public void A_paused_member_answers_when_it_goes_on()
    {
        _etcd.Pause("model-2");
        WireCall<PutRequest, PutResponse> put =
            _wires[1].Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        _etcd.Time.Advance(5 * Second);
        Assert.Null(put.End);
        Assert.Equal(1, _etcd.Revision);

        _etcd.Resume("model-2");
        _etcd.Time.Advance(Second);

        Assert.Single(put.Received);
    }

    [Fact]
    public void Connections_of_a_member_that_stays_silent_are_dead_after_15_seconds()
    {
        var watch = _wires[1].Watch(WireWatches.Prefix("/"));
        _etcd.Pause("model-2");
        _etcd.Time.Advance(15 * Second);

        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
        Assert.Equal(ActorOrchestrator.Etcd.SendState.MaybeSent, watch.End?.Sent);
    }

    [Fact]
    public void A_paused_leader_is_replaced()
    {
        _etcd.Pause("model-1");

        _wires[2].Put("/a");

        Assert.Equal("model-2", _etcd.Leader?.Name);
        _etcd.Resume("model-1");
        Assert.Equal("model-2", _etcd.Leader?.Name);
        Assert.Single(_wires[0].Get("/a").Kvs);
    }

    [Fact]
    public void A_member_that_is_cut_off_from_its_clients_cannot_be_reached_and_leads_on()
    {
        _etcd.Partition("model-1");

        WireCall<PutRequest, PutResponse> refused =
            _wires[0].Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });

        Assert.Equal(CallFailure.NotReached, refused.End?.Failure);
        Assert.Equal(ActorOrchestrator.Etcd.SendState.NotSent, refused.End?.Sent);
        Assert.Equal(2 * Second, refused.EndedAt);
        _wires[1].Put("/b");
        Assert.Equal("model-1", _etcd.Leader?.Name);
    }

    [Fact]
    public void What_a_cut_off_member_sends_arrives_when_it_is_healed_in_time()
    {
        var watch = _wires[1].Watch(WireWatches.Prefix("/"));
        _etcd.Partition("model-2");
        _wires[0].Put("/a");
        _wires[0].Put("/b");
        _etcd.Time.Advance(10 * Second);
        Assert.Single(watch.Received);

        _etcd.Heal();
        _etcd.Time.Advance(20 * Second);

        Assert.Equal(["0 +/a@2 | 2", "0 +/b@3 | 3"], watch.Told()[1..]);
        Assert.Null(watch.End);
    }

    [Fact]
    public void A_stopped_member_refuses_and_its_connections_are_reset()
    {
        var watch = _wires[1].Watch(WireWatches.Prefix("/"));

        _etcd.Stop("model-2");
        WireCall<PutRequest, PutResponse> refused =
            _wires[1].Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });

        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
        Assert.Equal(CallFailure.NotReached, refused.End?.Failure);
        _wires[0].Put("/b");
        _etcd.Start("model-2");
        Assert.Single(_wires[1].Get("/b").Kvs);
    }

    [Fact]
    public void Two_of_three_stopped_leave_no_leader_until_one_is_back()
    {
        _etcd.Stop("model-2");
        _etcd.Stop("model-3");
        _etcd.Time.Advance(2 * Second);
        Assert.Null(_etcd.Leader);

        _etcd.Start("model-3");
        _etcd.Time.Advance(2 * Second);

        Assert.Equal("model-1", _etcd.Leader?.Name);
        _wires[2].Put("/a");
    }

    [Fact]
    public void A_member_that_does_not_exist_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => _etcd.Pause("model-9"));

        Assert.Contains("model-1, model-2, model-3", error.Message, StringComparison.Ordinal);
    }
}
