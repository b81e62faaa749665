using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the faces of the members: etcd.md F14, C5, H10, and what needs a leader and a majority.
/// Method: three members, of which some are paused, isolated, stopped, cut off or late.
/// </summary>
public sealed partial class ModelMemberTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Members = 3 });
    private readonly Wire[] _wires;

    public ModelMemberTests() =>
        _wires = [.. Enumerable.Range(0, 3).Select(member => new Wire(_etcd) { Member = member })];

    [Fact]
    public void Every_member_answers_under_its_own_id_and_all_under_one_cluster_and_term()
    {
        ResponseHeader[] headers = [.. _wires.Select(wire => wire.Put("/a").Header)];

        Assert.Equal(_etcd.Members.Select(member => member.Id), headers.Select(header => header.MemberId));
        Assert.Equal(3, headers.Select(header => header.MemberId).Distinct().Count());
        Assert.Single(headers.Select(header => (header.ClusterId, header.RaftTerm)).Distinct());
        Assert.Equal([2, 3, 4], headers.Select(header => header.Revision));
    }

    [Fact]
    public void A_late_member_shows_its_own_past_to_serializable_reads_and_to_watches()
    {
        _etcd.SetLag("model-2", 5 * Second);
        var watch = _wires[1].Watch(WireWatches.Prefix("/"));
        _wires[0].Put("/a", "1");

        RangeResponse stale = _wires[1].Get("/a", serializable: true);
        Assert.Empty(stale.Kvs);
        Assert.Equal(1, stale.Header.Revision);
        Assert.Single(watch.Received);
        _etcd.Time.Advance(5 * Second);

        Assert.Single(_wires[1].Get("/a", serializable: true).Kvs);
        Assert.Equal("0 +/a@2 | 2", watch.Told()[^1]);
        Assert.True(watch.ReceivedAt[^1] > 5 * Second);
    }

    [Fact]
    public void A_late_member_does_not_know_the_future_yet()
    {
        _etcd.SetLag("model-2", 5 * Second);
        _wires[0].Put("/a");

        _wires[1].Refused(
            EtcdMethods.Range,
            new RangeRequest { Key = Wire.Bytes("/a"), Revision = 2, Serializable = true },
            EtcdErrorTexts.FutureRevision);
    }

    [Fact]
    public void A_late_member_answers_linearizable_reads_and_writes_when_it_has_applied_them()
    {
        _etcd.SetLag("model-2", 5 * Second);
        _wires[0].Put("/a", "1");

        Assert.Single(_wires[1].Get("/a").Kvs);
        Assert.True(_etcd.Time.Elapsed >= 5 * Second);
        _wires[1].Put("/b");
        Assert.True(_etcd.Time.Elapsed >= 10 * Second);
    }

    [Fact]
    public void A_serializable_transaction_at_a_late_member_sees_its_past()
    {
        _wires[0].Put("/a", "1");
        _etcd.SetLag("model-2", 5 * Second);
        _wires[0].Put("/a", "2");
        var read = new TxnRequest
        {
            Success = { new RequestOp { RequestRange = new RangeRequest
            {
                Key = Wire.Bytes("/a"), Serializable = true,
            } } },
        };

        TxnResponse stale = _wires[1].Call(EtcdMethods.Txn, read);

        Assert.Equal("1", stale.Responses[0].ResponseRange.Kvs[0].Value.ToStringUtf8());
        Assert.Equal(2, stale.Header.Revision);
        Assert.Equal("2", _wires[0].Call(EtcdMethods.Txn, read).Responses[0].ResponseRange.Kvs[0].Value.ToStringUtf8());
    }

    [Fact]
    public void Without_a_leader_calls_wait_and_proposals_go_through_when_there_is_one()
    {
        _etcd.ChangeLeader(3 * Second);
        Assert.Null(_etcd.Leader);

        PutResponse put = _wires[0].Put("/a");

        Assert.True(_etcd.Time.Elapsed >= 3 * Second);
        Assert.Equal("model-2", _etcd.Leader?.Name);
        Assert.Equal(3UL, put.Header.RaftTerm);
    }

    [Fact]
    public void A_linearizable_read_that_meets_an_election_is_told_so()
    {
        _etcd.ChangeLeader(3 * Second);

        _wires[0].Refused(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.LeaderChanged);
    }

    [Fact]
    public void A_serializable_read_needs_no_leader()
    {
        _etcd.ChangeLeader(3 * Second);

        _wires[0].Get("/a", serializable: true);

        Assert.True(_etcd.Time.Elapsed < Second);
    }

    [Fact]
    public void After_seven_seconds_without_a_leader_calls_time_out_C5()
    {
        _etcd.ChangeLeader(60 * Second);
        WireCall<PutRequest, PutResponse> put =
            _wires[0].Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        WireCall<RangeRequest, RangeResponse> read =
            _wires[0].Begin(EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") });

        _etcd.Time.Advance(8 * Second);

        Assert.Equal(EtcdErrorTexts.TimedOutByLeaderFailure.Text, put.End?.Text);
        Assert.Equal(EtcdErrorTexts.RequestTimedOut.Text, read.End?.Text);
        Assert.Equal(TimeSpan.FromMilliseconds(7002), put.EndedAt);
        _etcd.Time.Advance(60 * Second);
        Assert.Equal(1, _etcd.Revision);
    }

    [Fact]
    public void Who_requires_a_leader_is_refused_at_once_without_one()
    {
        _etcd.ChangeLeader(60 * Second);
        _wires[0].RequireLeader = true;

        _wires[0].Refused(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.NoLeader);
        Assert.Equal(EtcdErrorTexts.NoLeader.Text, _wires[0].Watch(WireWatches.Prefix("/")).End?.Text);

        Assert.True(_etcd.Time.Elapsed < Second);
    }

    [Fact]
    public void A_stream_that_requires_a_leader_ends_after_three_election_time_outs_without_one_H10()
    {
        _wires[0].RequireLeader = true;
        var required = _wires[0].Watch(WireWatches.Prefix("/"));
        _wires[0].RequireLeader = false;
        var other = _wires[0].Watch(WireWatches.Prefix("/"));
        TimeSpan lost = _etcd.Time.Elapsed;

        _etcd.ChangeLeader(10 * Second);
        _etcd.Time.Advance(20 * Second);

        Assert.Equal(EtcdErrorTexts.NoLeader.Text, required.End?.Text);
        Assert.Equal(lost + (3 * Second) + TimeSpan.FromMilliseconds(1), required.EndedAt);
        Assert.Null(other.End);
    }

}
