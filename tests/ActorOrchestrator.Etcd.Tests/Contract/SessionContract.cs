namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: a session lives as long as it is kept alive, and knows its end (etcd.md L2, L3, L4).
/// Method: the server's side is seen by another client. That a loss comes in time is in the chaos tests.
/// </summary>
public abstract class SessionContract : EtcdContract
{
    [Fact]
    public Task A_session_outlives_its_TTL_and_takes_its_keys_along_when_it_is_closed() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.NewClient(), new(etcd.All));
        EtcdSession session = await OpenAsync(etcd);
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1", session.LeaseId);

        await etcd.PassAsync(session.Ttl + TimeSpan.FromSeconds(1));
        Assert.False(session.IsLost);
        Assert.InRange(session.LeaseRemaining, session.Margin, session.Ttl);
        Assert.Equal(SessionEnd.Revoked, await session.CloseAsync());

        Assert.Equal(["PUT a=1", "DELETE a"], (await reader.TakeAsync(2)).ToLines());
        Assert.Equal(SessionEnd.Revoked, await session.Ended);
        Assert.True(session.IsLost && session.Lost.IsCancellationRequested);
        Assert.Equal(-1, (await etcd.Client.Lease.TimeToLiveAsync(session.LeaseId)).TTL);
    });

    [Fact]
    public Task A_session_whose_lease_is_revoked_by_another_learns_of_it() => OnEtcdAsync(async etcd =>
    {
        EtcdSession session = await OpenAsync(etcd);

        await etcd.NewClient().Lease.RevokeAsync(session.LeaseId);

        Assert.Equal(SessionEnd.LeaseGone, await session.Ended);
        Assert.True(session.IsLost);
        Assert.Equal(TimeSpan.Zero, session.LeaseRemaining);
        Assert.Equal(SessionEnd.LeaseGone, await session.CloseAsync());
    });

    [Fact]
    public Task A_session_that_is_given_away_ends_and_its_lease_lives_on_until_it_expires() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.NewClient(), new(etcd.All) { NoPut = true });
        EtcdSession session = await OpenAsync(etcd);
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1", session.LeaseId);

        Assert.True(session.Orphan());

        Assert.Equal(SessionEnd.Orphaned, await session.Ended);
        Assert.True((await etcd.Client.Lease.TimeToLiveAsync(session.LeaseId)).GrantedTTL > 0);
        Assert.Equal(["DELETE a"], (await reader.TakeAsync(1)).ToLines());
        Assert.False(session.Orphan());
    });

    [Fact]
    public Task A_lease_may_be_adopted() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 3 })).ID;

        await using EtcdSession session = await etcd.Client.Lease.OpenSessionAsync(new() { LeaseId = lease });

        Assert.Equal((lease, TimeSpan.FromSeconds(3)), (session.LeaseId, session.Ttl));
        await etcd.PassAsync(session.Ttl + TimeSpan.FromSeconds(1));
        Assert.False(session.IsLost);
    });

    [Fact]
    public Task A_lease_that_is_gone_cannot_be_adopted() => OnEtcdAsync(async etcd =>
    {
        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(
            () => etcd.Client.Lease.OpenSessionAsync(new() { LeaseId = 4_711 }));

        Assert.Equal("AO-ETC-0530", failure.Code);
    });

    [Fact]
    public Task The_TTL_that_the_server_gave_counts() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 5 })).ID;
        await using EtcdSession session = await etcd.Client.Lease.OpenSessionAsync(
            new() { LeaseId = lease, Ttl = TimeSpan.FromSeconds(60) });

        Assert.Equal(TimeSpan.FromSeconds(5), session.Ttl);
        Assert.Equal(TimeSpan.FromSeconds(1), session.Margin);
    });

    [Fact]
    public Task Sessions_of_a_client_share_a_stream_and_survive_its_loss() => OnEtcdAsync(async etcd =>
    {
        EtcdSession[] sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OpenAsync(etcd)));

        etcd.CutConnections();
        await etcd.PassAsync(TimeSpan.FromSeconds(4));

        Assert.All(sessions, session => Assert.False(session.IsLost));
        SessionEnd[] ends = await Task.WhenAll(sessions.Select(session => session.CloseAsync()));
        Assert.All(ends, end => Assert.Equal(SessionEnd.Revoked, end));
    });

    [Fact]
    public Task A_client_that_is_disposed_leaves_its_leases_to_expire() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoPut = true });
        IEtcdClient client = etcd.NewClient();
        EtcdSession session = await client.Lease.OpenSessionAsync(new() { Ttl = TimeSpan.FromSeconds(2) });
        await client.Kv.PutAsync(etcd.Name("a"), "1", session.LeaseId);

        await client.DisposeAsync();

        Assert.Equal(["DELETE a"], (await reader.TakeAsync(1)).ToLines());
        Assert.True(session.IsLost);
    });

    private static Task<EtcdSession> OpenAsync(EtcdUnderTest etcd, int seconds = 3) =>
        etcd.Client.Lease.OpenSessionAsync(new() { Ttl = TimeSpan.FromSeconds(seconds) });
}
