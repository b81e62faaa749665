using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Net;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>
/// Goal: a session reports its loss before the server lets the lease expire, whatever the network does (issue 3,
/// section 4; etcd.md L2, L3; S14).
/// Method: a proxy breaks the session's connection at the worst moments; another client, which nothing disturbs, sees
/// the key of the lease go. Both instants are taken from one monotonic clock, and only their order is asserted.
/// </summary>
public sealed class SessionLossTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(3);

    [Fact]
    public Task The_network_is_mute_after_a_keep_alive_was_sent() => RunAsync((_, proxy) =>
    {
        proxy.Down.Pause();
        return Task.CompletedTask;
    });

    [Fact]
    public Task The_network_is_mute_after_a_keep_alive_was_answered() => RunAsync(async (_, proxy) =>
    {
        // The session then counts from the sending, the server from a moment later.
        Task answered = proxy.Down.AfterAsync(1);
        await RealTime.Expect(answered, "the answer to the keep-alive");
        (proxy.Up, proxy.Down).Pause();
    });

    [Fact]
    public Task Connections_are_cut_and_refused() => RunAsync((_, proxy) =>
    {
        proxy.Refuse();
        proxy.Cut();
        return Task.CompletedTask;
    });

    [Fact]
    public Task Everything_is_late_by_a_second_and_then_mute() => RunAsync(async (_, proxy) =>
    {
        (proxy.Up.Delay, proxy.Down.Delay) = (TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500));
        await RealTime.Expect(proxy.Down.AfterAsync(1), "a late answer");
        (proxy.Up, proxy.Down).Pause();
    });

    [Fact]
    public Task The_server_is_killed_and_starts_again_without_the_session() => RunAsync(async (server, proxy) =>
    {
        proxy.Refuse();
        await server.KillAsync();
        await server.RestartAsync();
    });

    private static async Task RunAsync(Func<EtcdServer, TcpProxy, Task> breakIt)
    {
        using var unobserved = new UnobservedFailures();
        await using EtcdServer server = await EtcdServer.StartAsync();
        await using var proxy = new TcpProxy(server.ClientPort);
        await using (var quiet = new WatchedClient(server.Endpoint))
        await using (var client = new WatchedClient(proxy.Endpoint))
        {
            EtcdSession session = await client.Client.Lease.OpenSessionAsync(new() { Ttl = Ttl });
            await using WatchReader reader = await WatchReader.OpenAsync(
                quiet.Client, new(KeyRange.Single("/held")) { NoPut = true });
            await quiet.Client.Kv.PutAsync("/held", "1", session.LeaseId);
            long lostAt = 0;
            await using CancellationTokenRegistration registration = session.Lost.UnsafeRegister(
                _ => Volatile.Write(ref lostAt, RealTime.Clock.GetTimestamp()), state: null);

            // What goes up from here on is a keep-alive: nothing else is open on the proxy.
            await RealTime.Expect(proxy.Up.AfterAsync(1), "a keep-alive");
            Assert.False(session.IsLost);
            await breakIt(server, proxy);

            Event gone = (await RealTime.Expect(reader.TakeAsync(1), "the expiry"))[0];
            long expiredAt = RealTime.Clock.GetTimestamp();
            Assert.Equal(Event.Types.EventType.Delete, gone.Type);
            Assert.True(session.IsLost, "the lease has expired, and its session does not know");
            Assert.InRange(Volatile.Read(ref lostAt), 1, expiredAt - 1);
            Assert.Equal(SessionEnd.DeadlinePassed, await RealTime.Expect(session.Ended, "the end of the session"));
            proxy.Up.Resume();
            proxy.Down.Resume();
        }

        unobserved.AssertNone();
    }
}

file static class Flows
{
    public static void Pause(this (ProxyFlow Up, ProxyFlow Down) both)
    {
        both.Up.Pause();
        both.Down.Pause();
    }
}
