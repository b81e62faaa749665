using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the cluster service as a client sees it: etcd.md section 19.
/// Method: changes of members on the wire; the refusals were asked of etcd 3.4.
/// </summary>
public sealed class ModelClusterServiceTests
{
    // etcd gives this text without its status.
    private static readonly EtcdError NotEnoughStarted =
        EtcdErrorTexts.NotEnoughStartedMembers with { Status = GrpcStatusCode.Unknown };

    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Members = 3 });
    private readonly Wire _wire;

    public ModelClusterServiceTests() => _wire = new Wire(_etcd);

    [Fact]
    public void Members_are_listed_by_id_and_the_header_has_no_revision()
    {
        _wire.Put("/a");

        MemberListResponse list = List();

        Assert.Equal(_etcd.Members.Select(member => member.Id).Order(), list.Members.Select(member => member.ID));
        Assert.Equal(0, list.Header.Revision);
        Member first = list.Members.Single(member => member.Name is "model-1");
        Assert.Equal(["http://model-1:2379"], first.ClientURLs);
        Assert.Equal(["http://model-1:2380"], first.PeerURLs);
    }

    [Fact]
    public void A_linearizable_list_needs_a_leader_and_the_other_does_not()
    {
        _etcd.ChangeLeader(TimeSpan.FromSeconds(60));

        _wire.Call(EtcdMethods.MemberList, new MemberListRequest());
        _wire.Refused(
            EtcdMethods.MemberList, new MemberListRequest { Linearizable = true }, EtcdErrorTexts.RequestTimedOut);
    }

    [Fact]
    public void An_added_member_has_no_name_until_it_starts_and_then_answers()
    {
        MemberAddResponse added = _wire.Call(EtcdMethods.MemberAdd, Add("http://new:2380"));
        Assert.Equal("", added.Member.Name);
        Assert.Empty(added.Member.ClientURLs);
        Assert.Equal(4, added.Members.Count);

        _wire.Put("/a");
        _etcd.Start("model-4");

        Assert.Single(new Wire(_etcd) { Member = 3 }.Get("/a").Kvs);
        Assert.Equal("model-4", List().Members.Single(member => member.ID == added.Member.ID).Name);
    }

    [Fact]
    public void Urls_must_be_some_and_nobody_elses()
    {
        _wire.Refused(EtcdMethods.MemberAdd, new MemberAddRequest(), EtcdErrorTexts.MemberUrlsInvalid);
        _wire.Refused(EtcdMethods.MemberAdd, Add("foo"), EtcdErrorTexts.MemberUrlsInvalid);
        _wire.Refused(EtcdMethods.MemberAdd, Add("http://new"), EtcdErrorTexts.MemberUrlsInvalid);
        _wire.Refused(EtcdMethods.MemberAdd, Add("ftp://new:21"), EtcdErrorTexts.MemberUrlsInvalid);
        _wire.Refused(EtcdMethods.MemberAdd, Add("http://model-2:2380"), EtcdErrorTexts.PeerUrlExists);
        var update = new MemberUpdateRequest { ID = _etcd.Members[0].Id, PeerURLs = { "http://model-2:2380" } };
        _wire.Refused(EtcdMethods.MemberUpdate, update, EtcdErrorTexts.PeerUrlExists);
    }

    [Fact]
    public void A_change_that_would_lose_the_majority_is_refused()
    {
        _etcd.Stop("model-3");

        _wire.Refused(EtcdMethods.MemberAdd, Add("http://new:2380"), NotEnoughStarted);
        _wire.Refused(
            EtcdMethods.MemberRemove,
            new MemberRemoveRequest { ID = _etcd.Members[1].Id },
            NotEnoughStarted);
    }

    [Fact]
    public void The_last_member_cannot_be_removed_and_an_unknown_one_is_not_found()
    {
        var etcd = new ModelEtcd();
        var wire = new Wire(etcd);

        wire.Refused(
            EtcdMethods.MemberRemove,
            new MemberRemoveRequest { ID = etcd.Members[0].Id },
            NotEnoughStarted);
        wire.Refused(EtcdMethods.MemberRemove, new MemberRemoveRequest { ID = 12 }, EtcdErrorTexts.MemberNotFound);
        wire.Refused(
            EtcdMethods.MemberUpdate,
            new MemberUpdateRequest { ID = 12, PeerURLs = { "http://x:1" } },
            EtcdErrorTexts.MemberNotFound);
    }

    [Fact]
    public void A_removed_leader_is_replaced_and_its_id_never_returns()
    {
        ModelMember leader = _etcd.Members[0];
        var other = new Wire(_etcd) { Member = 1 };

        other.Call(EtcdMethods.MemberRemove, new MemberRemoveRequest { ID = leader.Id });
        other.Put("/a");

        Assert.Equal("model-2", _etcd.Leader?.Name);
        Assert.DoesNotContain(_etcd.Members, member => member.Id == leader.Id);
    }

    [Fact]
    public void A_learner_serves_what_needs_no_vote_and_can_be_promoted_when_it_follows()
    {
        MemberAddRequest learner = Add("http://new:2380");
        learner.IsLearner = true;
        ulong id = _wire.Call(EtcdMethods.MemberAdd, learner).Member.ID;
        MemberAddRequest second = Add("http://new2:2380");
        second.IsLearner = true;
        _wire.Refused(EtcdMethods.MemberAdd, second, EtcdErrorTexts.TooManyLearners);
        _wire.Refused(
            EtcdMethods.MemberPromote, new MemberPromoteRequest { ID = id }, EtcdErrorTexts.LearnerNotReady);
        _wire.Refused(
            EtcdMethods.MemberPromote,
            new MemberPromoteRequest { ID = _etcd.Members[0].Id },
            EtcdErrorTexts.MemberNotLearner);
        _etcd.Start("model-4");
        var face = new Wire(_etcd) { Member = 3 };

        face.Get("/a", serializable: true);
        Assert.True(face.Call(EtcdMethods.Status, new StatusRequest()).IsLearner);
        face.Refused(
            EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.NotSupportedForLearner);
        face.Refused(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.NotSupportedForLearner);
        Assert.Equal(
            EtcdErrorTexts.NotSupportedForLearner.Text, face.Watch(WireWatches.Prefix("/")).End?.Text);
        MemberPromoteResponse promoted =
            _wire.Call(EtcdMethods.MemberPromote, new MemberPromoteRequest { ID = id });

        Assert.DoesNotContain(promoted.Members, member => member.IsLearner);
        face.Put("/a");
    }

    private static MemberAddRequest Add(string url) => new() { PeerURLs = { url } };

    private MemberListResponse List() =>
        _wire.Call(EtcdMethods.MemberList, new MemberListRequest { Linearizable = true });
}
