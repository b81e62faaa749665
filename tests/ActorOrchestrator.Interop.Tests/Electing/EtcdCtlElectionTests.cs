using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Electing;

/// <summary>
/// Goal: our candidates stand in one election with those of etcd's own tool, and both see the same leader (etcd.md Q1,
/// Q2; S15). Locks likewise (Q7).
/// Method: etcdctl as a process; it writes the key that leads, and is interrupted to resign.
/// </summary>
public sealed class EtcdCtlElectionTests(OneServer servers) : IClassFixture<OneServer>
{
    [Fact]
    public Task Our_candidate_waits_for_theirs_and_theirs_for_ours() => RunAsync(async (ctl, client) =>
    {
        await using ToolProcess theirs = ctl.Start("elect", "/e1", "theirs");
        string theirKey = await LineAsync(theirs, "/e1/", "it leads");
        EtcdSession session = await client.Lease.OpenSessionAsync();
        Task<Leadership> waiting = client.Election.CampaignAsync("/e1", session, "ours".ToBytes());
        KeyValue leader = (await client.Election.LeaderAsync("/e1"))!;
        Assert.Equal((theirKey, "theirs"), (leader.Key.ToText(), leader.Value.ToText()));

        await EtcdCtl.InterruptAsync(theirs);
        Leadership ours = await RealTime.Expect(waiting, "our leadership");
        await using ToolProcess observer = ctl.Start("elect", "--listen", "/e1");
        Assert.Equal(ours.Key.ToText(), await LineAsync(observer, "/e1/", "it sees a leader"));
        await LineAsync(observer, "ours", "it sees our value");

        await using ToolProcess next = ctl.Start("elect", "/e1", "next");
        await QueueIsAsync(client, "/e1/", 2);
        Assert.True(ours.IsLeader);
        await ours.ResignAsync();
        string nextKey = await LineAsync(next, "/e1/", "it leads after us");
        Assert.Equal(nextKey, (await client.Election.LeaderAsync("/e1"))!.Key.ToText());
        await LineAsync(observer, "next", "it sees their value");
        await EtcdCtl.InterruptAsync(next);
        await session.CloseAsync();
    });

    [Fact]
    public Task An_observer_of_theirs_sees_our_leaders_in_the_order_of_the_queue() => RunAsync(async (ctl, client) =>
    {
        // S15: five candidates, some resign, some lose their session.
        const int Candidates = 5;
        await using ToolProcess observer = ctl.Start("elect", "--listen", "/e2");
        var sessions = new List<EtcdSession>();
        var campaigns = new List<Task<Leadership>>();
        for (int i = 0; i < Candidates; i++)
        {
            sessions.Add(await client.Lease.OpenSessionAsync());
            campaigns.Add(client.Election.CampaignAsync("/e2", sessions[i], $"candidate-{i}".ToBytes()));
            await QueueIsAsync(client, "/e2/", i + 1);
        }

        long token = 0;
        for (int i = 0; i < Candidates; i++)
        {
            Leadership leader = await RealTime.Expect(campaigns[i], $"leader {i}");
            Assert.True(leader.Token.CreateRevision > token);
            token = leader.Token.CreateRevision;
            await LineAsync(observer, $"candidate-{i}", $"it sees leader {i}");
            if (i % 2 == 0)
            {
                await leader.ResignAsync();
            }

            await sessions[i].CloseAsync();
        }

        Assert.Equal(
            Enumerable.Range(0, Candidates).Select(i => $"candidate-{i}"),
            observer.Output.Split('\n').Where(line => line.StartsWith("candidate-", StringComparison.Ordinal)));
    });

    [Fact]
    public Task A_lock_goes_from_them_to_us_and_back() => RunAsync(async (ctl, client) =>
    {
        await using ToolProcess theirs = ctl.Start("lock", "/l1");
        string theirKey = await LineAsync(theirs, "/l1/", "it has the lock");
        EtcdSession session = await client.Lease.OpenSessionAsync();
        TryLockResult tried = await client.Lock.TryLockAsync("/l1", session);
        Assert.Equal(theirKey, tried.Holder!.Key.ToText());

        Task<HeldLock> waiting = client.Lock.LockAsync("/l1", session);
        await QueueIsAsync(client, "/l1/", 2);
        await EtcdCtl.InterruptAsync(theirs);
        HeldLock ours = await RealTime.Expect(waiting, "the lock");
        Assert.True(ours.Held);

        await using ToolProcess next = ctl.Start("lock", "/l1");
        await QueueIsAsync(client, "/l1/", 2);
        Assert.DoesNotContain("/l1/", next.Output, StringComparison.Ordinal);
        await ours.UnlockAsync();
        await LineAsync(next, "/l1/", "it has the lock after us");
        await EtcdCtl.InterruptAsync(next);
        await session.CloseAsync();
    });

    [Fact]
    public Task What_they_write_is_what_we_read() => RunAsync(async (ctl, client) =>
    {
        await ctl.RunAsync("put", "/k/ä", "grüße");
        Assert.Equal("grüße", (await client.Kv.GetAsync("/k/ä"))!.Value.ToText());

        await client.Kv.PutAsync("/k/ö", "zurück");
        Assert.Contains("zurück", await ctl.RunAsync("get", "--prefix", "/k/"), StringComparison.Ordinal);
    });

    private static Task<string> LineAsync(ToolProcess process, string start, string what) =>
        process.LineAsync(line => line.StartsWith(start, StringComparison.Ordinal), what);

    private static async Task QueueIsAsync(IEtcdClient client, string prefix, int keys)
    {
        RangeResponse now = await client.Kv.GetAsync(KeyRange.Prefix(prefix));
        if (now.Count < keys)
        {
            await using WatchReader reader = await WatchReader.OpenAsync(
                client, new(KeyRange.Prefix(prefix)) { StartRevision = now.Header.Revision + 1, NoDelete = true });
            await RealTime.Expect(reader.TakeAsync((int)(keys - now.Count)), $"a queue of {keys}");
        }
    }

    private async Task RunAsync(Func<EtcdCtl, IEtcdClient, Task> test)
    {
        var options = new EtcdClientOptions();
        options.Endpoints.Add(servers.Server.Endpoint);
        await using var client = new EtcdClient(options);
        await test(new EtcdCtl(servers.Server), client);
    }
}
