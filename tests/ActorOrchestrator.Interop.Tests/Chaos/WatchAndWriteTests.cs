using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Net;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>
/// Goal: whatever happens to server and connections, watches lose nothing, deliver nothing twice and keep the order; a
/// put is never applied twice, and its writer is never told something wrong; nothing is left in the end (issue 3,
/// section 4; etcd.md W2, W4, W7, X2, K7; S6, S9, S11).
/// Method: writers and watchers behind a proxy; each test breaks one thing again and again, and goes on when the load
/// shows the effect. In the end the history of the server is read by a watch that nothing disturbs.
/// </summary>
public sealed class WatchAndWriteTests
{
    private const int Writers = 8;
    private const int Watchers = 5;
    private const int Rounds = 3;
    private const int Puts = 100;

    // Short, so that a put through a connection that is mute fails soon; the server itself answers in milliseconds.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    [Fact]
    public Task The_server_is_killed_and_started_again() => RunAsync(async (server, _, load) =>
    {
        await server.KillAsync();
        await load.MoreFailuresAsync(1);
        await server.RestartAsync();
    });

    [Fact]
    public Task The_server_is_stopped_by_its_operator_and_started_again() => RunAsync(async (server, _, load) =>
    {
        // Streams and connections end with GOAWAY (G10).
        await server.StopAsync();
        await load.MoreFailuresAsync(1);
        await server.RestartAsync();
    });

    [Fact]
    public Task The_server_stands_still_for_a_while() => RunAsync(async (server, _, load) =>
    {
        server.Pause();
        await load.MoreAsync(Writers, Fate.Ambiguous);
        server.Resume();
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task All_connections_are_cut(bool reset) => RunAsync((_, proxy, _) =>
    {
        proxy.Cut(reset);
        return Task.CompletedTask;
    });

    [Fact]
    public Task Connections_are_cut_in_the_middle_of_answers() => RunAsync(async (_, proxy, load) =>
    {
        // Whose connection it is, that of the puts or that of the watches, is left to chance.
        await RealTime.Expect(proxy.Down.CutAfter(777), "the cut on the way down");
        await load.MoreAsync(10, Fate.Acknowledged);
        await RealTime.Expect(proxy.Up.CutAfter(333), "the cut on the way up");
    });

    [Fact]
    public Task Connections_are_cut_and_new_ones_refused_for_a_while() => RunAsync(async (_, proxy, load) =>
    {
        proxy.Refuse();
        proxy.Cut();
        await load.MoreAsync(Writers, Fate.NotApplied);
        proxy.Accept();
    });

    [Fact]
    public Task One_direction_is_mute_for_a_while() => RunAsync(async (_, proxy, load) =>
    {
        proxy.Down.Pause();
        await load.MoreAsync(Writers, Fate.Ambiguous);
        proxy.Down.Resume();
        await load.MoreAsync(1, Fate.Acknowledged);
        proxy.Up.Pause();
        await load.MoreAsync(Writers, Fate.Ambiguous);
        proxy.Up.Resume();
    });

    [Fact]
    public Task All_is_late_and_comes_byte_by_byte() => RunAsync(async (_, proxy, load) =>
    {
        (proxy.Up.SplitWrites, proxy.Down.SplitWrites) = (true, true);
        (proxy.Up.Delay, proxy.Down.Delay) = (TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(5));
        await load.MoreAsync(50, Fate.Acknowledged);
        (proxy.Up.SplitWrites, proxy.Down.SplitWrites) = (false, false);
        (proxy.Up.Delay, proxy.Down.Delay) = (TimeSpan.Zero, TimeSpan.Zero);
    });

    private static async Task RunAsync(Func<EtcdServer, TcpProxy, Load, Task> breakIt)
    {
        const string Prefix = "/chaos/";
        using var unobserved = new UnobservedFailures();
        await using EtcdServer server = await EtcdServer.StartAsync();
        await using (var proxy = new TcpProxy(server.ClientPort))
        await using (var writing = new WatchedClient(proxy.Endpoint))
        await using (var watching = new WatchedClient(proxy.Endpoint))
        await using (var quiet = new WatchedClient(server.Endpoint))
        {
            long from = (await quiet.Client.Kv.PutAsync($"{Prefix}begin", "begin")).Header.Revision + 1;
            WatchReader[] readers = await Task.WhenAll(Enumerable.Range(0, Watchers).Select(
                i => WatchReader.OpenAsync(watching.Client, new(KeyRange.Prefix(Prefix)) { StartRevision = from })));
            await using var load = new Load(writing.Client, Prefix, Writers, Deadline);
            for (int round = 0; round < Rounds; round++)
            {
                await load.MoreAsync(Puts, Fate.Acknowledged);
                await breakIt(server, proxy, load);
            }

            await load.MoreAsync(Puts, Fate.Acknowledged);
            await load.StopAsync();

            List<string> history = await History.ReadAsync(quiet.Client, Prefix, from);
            long last = long.Parse(history[^1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            foreach (List<string> seen in await Task.WhenAll(readers.Select(r => History.ReadToAsync(r, last))))
            {
                Assert.Equal(history, seen);
            }

            History.AssertFates(load.Fates, history);
            foreach (WatchReader reader in readers)
            {
                await reader.DisposeAsync();
            }
        }

        unobserved.AssertNone();
    }
}
