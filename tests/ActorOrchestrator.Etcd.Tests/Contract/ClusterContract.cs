using static ActorOrchestrator.Etcd.Protocol.DowngradeRequest.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: members are listed, and changes that cannot be made are refused (etcd.md 19).
/// Method: a cluster of one; a learner comes and goes.
/// </summary>
public abstract class ClusterContract : EtcdContract
{
    [Fact]
    public Task All_members_are_listed_with_their_addresses() => OnEtcdAsync(async etcd =>
    {
        MemberListResponse list = await etcd.Client.Cluster.MemberListAsync();
        ResponseHeader header = (await etcd.Client.Maintenance.StatusAsync()).Header;

        Member member = Assert.Single(list.Members);
        Assert.Equal(header.MemberId, member.ID);
        Assert.Equal(header.ClusterId, list.Header.ClusterId);
        Assert.Equal(0, list.Header.Revision);
        Assert.NotEmpty(member.Name);
        Assert.NotEmpty(member.ClientURLs);
        Assert.NotEmpty(member.PeerURLs);
        Assert.False(member.IsLearner);
    });

    [Fact]
    public Task Changes_of_unknown_members_are_refused() => OnEtcdAsync(async etcd =>
    {
        await Refusal.IsAsync("0552", etcd.Client.Cluster.MemberRemoveAsync(4_711));
        await Refusal.IsAsync("0552", etcd.Client.Cluster.MemberPromoteAsync(4_711));
        await Refusal.IsAsync("0552", etcd.Client.Cluster.MemberUpdateAsync(
            new() { ID = 4_711, PeerURLs = { "http://127.0.0.1:1" } }));
    });

    [Fact]
    public Task Addresses_must_be_ones_and_belong_to_nobody_else() => OnEtcdAsync(async etcd =>
    {
        Member member = (await etcd.Client.Cluster.MemberListAsync()).Members[0];

        await Refusal.IsAsync("0553", etcd.Client.Cluster.MemberAddAsync(new() { PeerURLs = { "no url" } }));
        await Refusal.IsAsync("0551", etcd.Client.Cluster.MemberAddAsync(
            new() { PeerURLs = { member.PeerURLs }, IsLearner = true }));
    });

    [Fact]
    public Task A_learner_comes_and_goes_and_a_voter_cannot_be_promoted() => OnEtcdAsync(async etcd =>
    {
        // A learner that never starts changes no quorum.
        Member first = (await etcd.Client.Cluster.MemberListAsync()).Members[0];
        MemberAddResponse added = await etcd.Client.Cluster.MemberAddAsync(
            new() { PeerURLs = { "http://127.0.0.1:1" }, IsLearner = true });

        Assert.True(added.Member.IsLearner);
        Assert.Empty(added.Member.Name);
        Assert.Equal(2, added.Members.Count);
        await Refusal.IsAsync("0555", etcd.Client.Cluster.MemberPromoteAsync(first.ID));
        await Refusal.IsAsync("0556", etcd.Client.Cluster.MemberPromoteAsync(
            added.Member.ID, new CallOptions { Repeat = RepeatRule.Never }));
        await Refusal.IsAsync("0557", etcd.Client.Cluster.MemberAddAsync(
            new() { PeerURLs = { "http://127.0.0.1:2" }, IsLearner = true }));

        MemberRemoveResponse removed = await etcd.Client.Cluster.MemberRemoveAsync(added.Member.ID);
        Assert.Equal([first.ID], removed.Members.Select(member => member.ID));
        await Refusal.IsAsync("0552", etcd.Client.Cluster.MemberRemoveAsync(added.Member.ID));
    });

    [Fact]
    public Task The_only_voter_cannot_go_and_its_addresses_may_change() => OnEtcdAsync(async etcd =>
    {
        Member member = (await etcd.Client.Cluster.MemberListAsync()).Members[0];

        // All versions answer Unknown here: they hand out the error of their own client instead of a status.
        await Refusal.IsAsync("0554", etcd.Client.Cluster.MemberRemoveAsync(member.ID), GrpcStatusCode.Unknown);
        MemberUpdateResponse updated = await etcd.Client.Cluster.MemberUpdateAsync(
            new() { ID = member.ID, PeerURLs = { member.PeerURLs } });

        Assert.Equal(member, Assert.Single(updated.Members));
    });

    [Fact]
    public Task A_downgrade_is_checked_and_otherwise_unknown_to_old_servers() => OnEtcdAsync(async etcd =>
    {
        DowngradeRequest wrong = new() { Action = DowngradeAction.Validate, Version = "no version" };
        DowngradeRequest cancel = new() { Action = DowngradeAction.Cancel };

        if (etcd.Version < new Version(3, 5))
        {
            EtcdException unknown = await Assert.ThrowsAsync<EtcdException>(
                async () => await etcd.Client.Maintenance.DowngradeAsync(wrong));
            Assert.Equal(("AO-ETC-0630", GrpcStatusCode.Unimplemented), (unknown.Code, unknown.Status));
            return;
        }

        await Refusal.IsAsync("0596", etcd.Client.Maintenance.DowngradeAsync(wrong));
        await Refusal.IsAsync("0599", etcd.Client.Maintenance.DowngradeAsync(cancel));
    });
}
