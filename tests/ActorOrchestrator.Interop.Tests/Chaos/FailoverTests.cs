using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>
/// Goal: a client of three members goes on when the one it talks to is gone: reads are repeated elsewhere, writes are
/// done once or reported, watches and sessions go on (etcd.md N1, N2, N4, X2; S9, S11).
/// Method: one member after the other is killed under load and started again; leadership of raft is moved.
/// </summary>
public sealed class FailoverTests
{
    private const string Prefix = "/failover/";

    // A member that lost its leader finds another one in some election time-outs, on a busy machine in some more.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Each_member_may_go_and_come_back_under_load()
    {
        using var unobserved = new UnobservedFailures();
        ImmutableArray<EtcdServer> servers = await StartAsync();
        try
        {
            await using var writing = new WatchedClient(servers.Select(server => server.Endpoint));
            await using var reading = new WatchedClient(servers.Select(server => server.Endpoint));
            await RunAsync(servers, writing.Client, reading.Client);
        }
        finally
        {
            await StopAsync(servers);
        }

        unobserved.AssertNone();
    }

    [Fact]
    public async Task The_leadership_of_raft_moves_and_no_acknowledged_write_is_lost()
    {
        ImmutableArray<EtcdServer> servers = await StartAsync();
        try
        {
            await using var client = new WatchedClient(servers.Select(server => server.Endpoint));
            await using var load = new Load(client.Client, Prefix, writers: 4, Deadline);
            for (int i = 0; i < 3; i++)
            {
                await load.MoreAsync(20, Fate.Acknowledged);
                await MoveLeaderAsync(client.Client, servers);
            }

            await load.MoreAsync(20, Fate.Acknowledged);
            await load.StopAsync();
            History.AssertFates(load.Fates, await History.ReadAsync(client.Client, Prefix, from: 2));
        }
        finally
        {
            await StopAsync(servers);
        }
    }

    private static async Task RunAsync(ImmutableArray<EtcdServer> servers, EtcdClient writing, EtcdClient reading)
    {
        long from = (await writing.Kv.PutAsync($"{Prefix}begin", "begin")).Header.Revision + 1;
        await using WatchReader reader = await WatchReader.OpenAsync(
            reading, new(KeyRange.Prefix(Prefix)) { StartRevision = from });
        EtcdSession session = await writing.Lease.OpenSessionAsync(new() { Ttl = TimeSpan.FromSeconds(60) });
        await using var load = new Load(writing, Prefix, writers: 4, Deadline);
        foreach (EtcdServer server in servers)
        {
            await load.MoreAsync(20, Fate.Acknowledged);
            await server.KillAsync();

            // The reader's own member may be the one that is gone.
            for (int i = 0; i < 10; i++)
            {
                Assert.NotNull(await reading.Kv.GetAsync($"{Prefix}begin", new CallOptions { Deadline = Deadline }));
            }

            await load.MoreAsync(20, Fate.Acknowledged);
            await server.RestartAsync();
        }

        await load.StopAsync();
        List<string> history = await History.ReadAsync(reading, Prefix, from);
        long last = long.Parse(history[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(history, await History.ReadToAsync(reader, last));
        History.AssertFates(load.Fates, history);
        Assert.False(session.IsLost);
        Assert.Equal(SessionEnd.Revoked, await session.CloseAsync());
    }

    private static async Task MoveLeaderAsync(EtcdClient client, ImmutableArray<EtcdServer> servers)
    {
        ulong leader = (await client.Maintenance.StatusAsync()).Leader;
        MemberListResponse list = await client.Cluster.MemberListAsync();
        string url = list.Members.Single(member => member.ID == leader).ClientURLs[0];
        EtcdEndpoint endpoint = servers.Select(server => server.Endpoint)
            .Single(own => string.Equals(url, own.ToString(), StringComparison.Ordinal));
        ulong target = list.Members.First(member => member.ID != leader).ID;

        await client.Maintenance.MoveLeaderAsync(target, new CallOptions { Endpoint = endpoint, Deadline = Deadline });

        // Who does not lead cannot hand it on.
        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(async () =>
            await client.Maintenance.MoveLeaderAsync(
                target, new CallOptions { Endpoint = endpoint, Deadline = Deadline, Repeat = RepeatRule.Never }));
        Assert.Equal("AO-ETC-0590", failure.Code);
    }

    private static Task<ImmutableArray<EtcdServer>> StartAsync() =>
        EtcdServer.StartClusterAsync(new() { Members = 3, Election = TimeSpan.FromSeconds(1) });

    private static async Task StopAsync(ImmutableArray<EtcdServer> servers)
    {
        foreach (EtcdServer server in servers)
        {
            await server.DisposeAsync();
        }
    }
}
