namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: one leader at a time, in the order of the queue, with rising tokens (etcd.md 8: Q1 to Q6, Q8; S15).
/// Method: several sessions stand in one election; the keys are read as any other tool would.
/// </summary>
public abstract class ElectionContract : EtcdContract
{
    [Fact]
    public Task The_candidate_key_is_the_name_and_the_lease_in_hexadecimal() => OnEtcdAsync(async etcd =>
    {
        // Q1: etcd's own tools see us by this.
        EtcdSession session = await OpenAsync(etcd);
        Leadership leader = await CampaignAsync(etcd, session, "me");

        KeyValue pair = (await etcd.Client.Kv.GetAsync(etcd.All)).Kvs.Single();
        Assert.Equal(etcd.Name($"e/{session.LeaseId:x}"), pair.Key.ToText());
        Assert.Equal(("me", session.LeaseId), (pair.Value.ToText(), pair.Lease));
        Assert.Equal(new FencingToken(pair.Key, pair.CreateRevision, session.LeaseId), leader.Token);
        Assert.True(leader.IsLeader);
        Assert.Equal(pair, await etcd.Client.Election.LeaderAsync(etcd.Name("e")));
        await session.CloseAsync();
    });

    [Fact]
    public Task Leaders_follow_each_other_in_the_order_of_their_keys_and_tokens_rise() => OnEtcdAsync(async etcd =>
    {
        var campaigns = new List<Task<Leadership>>();
        var sessions = new List<EtcdSession>();
        for (int i = 0; i < 5; i++)
        {
            sessions.Add(await OpenAsync(etcd));
            campaigns.Add(CampaignAsync(etcd, sessions[i], $"{i}"));
            await QueueIsAsync(etcd, i + 1);
        }

        var tokens = new List<long>();
        for (int i = 0; i < 5; i++)
        {
            Leadership leader = await campaigns[i];
            Assert.Equal($"{i}", (await etcd.Client.Election.LeaderAsync(etcd.Name("e")))!.Value.ToText());
            Assert.True(leader.IsLeader);
            Assert.All(campaigns.Skip(i + 1), waiting => Assert.False(waiting.IsCompleted));
            tokens.Add(leader.Token.CreateRevision);

            // By turns: resigned, and gone with its session.
            Assert.Equal(
                i % 2 == 0 ? TenureEnd.GivenBack : TenureEnd.SessionLost,
                i % 2 == 0 ? await leader.ResignAsync() : await EndAsync(sessions[i], leader));
            Assert.False(leader.IsLeader);
        }

        Assert.Equal(tokens.Order(), tokens);
        Assert.Null(await etcd.Client.Election.LeaderAsync(etcd.Name("e")));
        await Task.WhenAll(sessions.Select(session => session.CloseAsync()));
    });

    [Fact]
    public Task A_proclaimed_value_is_seen_and_the_token_stays() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);
        Leadership leader = await CampaignAsync(etcd, session, "one");
        long token = leader.Token.CreateRevision;

        await leader.ProclaimAsync("two".ToBytes());

        KeyValue pair = (await etcd.Client.Election.LeaderAsync(etcd.Name("e")))!;
        Assert.Equal(("two", token, session.LeaseId), (pair.Value.ToText(), pair.CreateRevision, pair.Lease));
        Assert.True((await Txn.When(leader.Token.Guard()).CommitAsync(etcd.Client.Kv)).Succeeded);
        await leader.ResignAsync();
        Assert.False((await Txn.When(leader.Token.Guard()).CommitAsync(etcd.Client.Kv)).Succeeded);
        EtcdException late = await Assert.ThrowsAsync<EtcdException>(() => leader.ProclaimAsync("three".ToBytes()));
        Assert.Equal("AO-ETC-0610", late.Code);
        await session.CloseAsync();
    });

    [Fact]
    public Task A_leader_whose_key_is_deleted_by_another_learns_of_it() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);
        Leadership leader = await CampaignAsync(etcd, session, "me");

        await etcd.NewClient().Kv.DeleteAsync(KeyRange.Single(leader.Key));

        Assert.Equal(TenureEnd.KeyGone, await leader.Ended);
        Assert.False(leader.IsLeader);
        Assert.False(session.IsLost);
        await session.CloseAsync();
    });

    [Fact]
    public Task A_waiting_candidate_whose_key_is_deleted_never_leads() => OnEtcdAsync(async etcd =>
    {
        // Q3, etcd#19597: no phantom leader.
        EtcdSession first = await OpenAsync(etcd);
        EtcdSession second = await OpenAsync(etcd);
        Leadership leader = await CampaignAsync(etcd, first, "first");
        Task<Leadership> waiting = CampaignAsync(etcd, second, "second");
        await QueueIsAsync(etcd, 2);

        await etcd.NewClient().Kv.DeleteAsync(etcd.Name($"e/{second.LeaseId:x}"));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => waiting);
        Assert.Equal("AO-ETC-0610", failure.Code);
        Assert.True(leader.IsLeader);
        await first.CloseAsync();
        await second.CloseAsync();
    });

    [Fact]
    public Task A_candidate_that_gives_up_leaves_the_queue() => OnEtcdAsync(async etcd =>
    {
        EtcdSession first = await OpenAsync(etcd);
        EtcdSession second = await OpenAsync(etcd);
        Leadership leader = await CampaignAsync(etcd, first, "first");
        using var cancel = new CancellationTokenSource();
        Task<Leadership> waiting = etcd.Client.Election.CampaignAsync(
            etcd.Name("e"), second, "second".ToBytes(), cancel.Token);
        await QueueIsAsync(etcd, 2);

        Cancel(cancel);

        // Q8: the key is deleted before the caller hears of it.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(leader.Key, (await etcd.Client.Kv.GetAsync(etcd.All)).Kvs.Single().Key);
        await first.CloseAsync();
        await second.CloseAsync();
    });

    [Fact]
    public Task A_key_that_an_earlier_try_has_left_is_adopted_with_its_token() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);
        string key = etcd.Name($"e/{session.LeaseId:x}");
        long created = (await etcd.Client.Kv.PutAsync(key, "old", session.LeaseId)).Header.Revision;

        Leadership leader = await CampaignAsync(etcd, session, "new");

        Assert.Equal(created, leader.Token.CreateRevision);
        Assert.Equal("new", (await etcd.Client.Election.LeaderAsync(etcd.Name("e")))!.Value.ToText());
        await session.CloseAsync();
    });

    [Fact]
    public Task An_observer_sees_nobody_each_leader_and_each_value_in_order() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);
        EtcdSession next = await OpenAsync(etcd);
        await using IAsyncEnumerator<LeaderState> states =
            etcd.NewClient().Election.ObserveAsync(etcd.Name("e")).GetAsyncEnumerator();

        Assert.Null(await NextAsync(states));
        Leadership leader = await CampaignAsync(etcd, session, "one");
        Assert.Equal("one", await NextAsync(states));
        await leader.ProclaimAsync("two".ToBytes());
        Assert.Equal("two", await NextAsync(states));
        Task<Leadership> waiting = CampaignAsync(etcd, next, "three");
        await QueueIsAsync(etcd, 2);
        await leader.ResignAsync();
        Assert.Equal("three", await NextAsync(states));
        await (await waiting).ResignAsync();
        Assert.Null(await NextAsync(states));
        await session.CloseAsync();
        await next.CloseAsync();
    });

    [Fact]
    public Task A_name_with_the_beginning_of_another_is_another_election() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);
        Leadership one = await etcd.Client.Election.CampaignAsync(etcd.Name("e"), session, "1".ToBytes());
        Leadership two = await etcd.Client.Election.CampaignAsync(etcd.Name("ee"), session, "2".ToBytes());

        Assert.True(one.IsLeader && two.IsLeader);
        await session.CloseAsync();
    });

    private static Task<EtcdSession> OpenAsync(EtcdUnderTest etcd) =>
        etcd.Client.Lease.OpenSessionAsync(new() { Ttl = TimeSpan.FromSeconds(30) });

    private static Task<Leadership> CampaignAsync(EtcdUnderTest etcd, EtcdSession session, string value) =>
        etcd.Client.Election.CampaignAsync(etcd.Name("e"), session, value.ToBytes());

    private static async Task<TenureEnd> EndAsync(EtcdSession session, Leadership leader)
    {
        await session.CloseAsync();
        return await leader.Ended;
    }

    private static async Task<string?> NextAsync(IAsyncEnumerator<LeaderState> states)
    {
        Assert.True(await states.MoveNextAsync());
        return states.Current.Leader?.Value.ToText();
    }

    // The queue is that of all keys of the test: a watch from its beginning tells when it is so long.
    private static async Task QueueIsAsync(EtcdUnderTest etcd, int keys)
    {
        RangeResponse now = await etcd.Client.Kv.GetAsync(etcd.All);
        if (now.Count < keys)
        {
            await using WatchReader reader = await WatchReader.OpenAsync(
                etcd.Client, new(etcd.All) { StartRevision = now.Header.Revision + 1, NoDelete = true });
            await reader.TakeAsync((int)(keys - now.Count));
        }
    }
}
