using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>
/// Goal: the servers that the other tests stand on start, break, come back and leave nothing behind.
/// Method: a real etcd, asked over HTTP/1.1 by somebody who is not our client.
/// </summary>
public sealed class EtcdServerTests
{
    [Fact]
    public async Task It_serves_when_it_was_started_and_comes_back_on_the_same_port_after_a_kill()
    {
        await using EtcdServer server = await EtcdServer.StartAsync();
        Assert.Contains("etcdserver", await VersionAsync(server), StringComparison.Ordinal);

        await server.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => VersionAsync(server));

        await server.RestartAsync();
        Assert.Contains("etcdserver", await VersionAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_nothing_while_it_is_paused_and_what_was_asked_when_it_goes_on()
    {
        await using EtcdServer server = await EtcdServer.StartAsync();
        server.Pause();

        Task<string> answer = VersionAsync(server);
        using var connected = new TcpClient();
        await connected.ConnectAsync(IPAddress.Loopback, server.ClientPort);
        Assert.False(answer.IsCompleted);

        server.Resume();
        Assert.Contains("etcdserver", await RealTime.Expect(answer, "the answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_members_serve_and_their_folders_are_gone_in_the_end()
    {
        ImmutableArray<EtcdServer> servers = await EtcdServer.StartClusterAsync(new() { Members = 3 });
        foreach (EtcdServer server in servers)
        {
            Assert.Contains("etcdcluster", await VersionAsync(server), StringComparison.Ordinal);
        }

        foreach (EtcdServer server in servers)
        {
            await server.StopAsync();
            await server.DisposeAsync();
            Assert.False(Directory.Exists(server.Folder));
        }
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => EtcdServer.StartAsync(new() { Flags = ["--no-such-flag"] }));

        Assert.Contains("no-such-flag", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> VersionAsync(EtcdServer server)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"{server.Endpoint}/version"));
    }
}
