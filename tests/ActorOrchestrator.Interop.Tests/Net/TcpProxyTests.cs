using System.Net;
using System.Net.Sockets;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Net;

/// <summary>
/// Goal: the proxy breaks exactly what it is told to break, and passes on the rest unchanged.
/// Method: plain sockets on both of its sides.
/// </summary>
public sealed class TcpProxyTests : IAsyncLifetime, IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpProxy _proxy = null!;

    public Task InitializeAsync()
    {
        _listener.Start();
        _proxy = new TcpProxy(((IPEndPoint)_listener.LocalEndpoint).Port);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Bytes_pass_in_both_directions_and_a_half_closed_connection_stays_half_open()
    {
        (Socket client, Socket server) = await ConnectAsync();
        byte[] sent = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];

        Task<byte[]> arriving = ReadToEndAsync(server);
        await client.SendAsync(sent);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(sent, await arriving);

        await server.SendAsync(new byte[] { 7 });
        server.Shutdown(SocketShutdown.Send);
        Assert.Equal([7], await ReadToEndAsync(client));
    }

    [Fact]
    public async Task A_paused_direction_holds_back_until_it_is_resumed_and_the_other_one_goes_on()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Up.Pause();

        Task<int> held = ReadByteAsync(server);
        await client.SendAsync(new byte[] { 1 });
        await server.SendAsync(new byte[] { 2 });
        Assert.Equal(2, await ReadByteAsync(client));
        Assert.False(held.IsCompleted);

        _proxy.Up.Resume();
        Assert.Equal(1, await RealTime.Expect(held, "the byte"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_connection_ends_on_both_sides_and_a_new_one_is_accepted(bool reset)
    {
        (Socket client, Socket server) = await ConnectAsync();

        _proxy.Cut(reset);

        Assert.Equal(reset, await IsResetAsync(client));
        Assert.Equal(reset, await IsResetAsync(server));
        (Socket again, Socket behind) = await ConnectAsync();
        await again.SendAsync(new byte[] { 3 });
        Assert.Equal(3, await ReadByteAsync(behind));
    }

    [Fact]
    public async Task After_so_many_bytes_the_connection_is_cut_and_no_byte_more_has_passed()
    {
        (Socket client, Socket server) = await ConnectAsync();
        Task cut = _proxy.Up.CutAfter(5);

        await client.SendAsync(new byte[] { 1, 2, 3 });
        await client.SendAsync(new byte[] { 4, 5, 6, 7 });

        var arrived = new List<byte>();
        int next;
        while ((next = await ReadByteOrResetAsync(server)) >= 0)
        {
            arrived.Add((byte)next);
        }

        Assert.True(arrived.Count <= 5, "a reset may lose what is under way, but nothing may come after the cut");
        Assert.Equal((5L, true), (_proxy.Up.Forwarded, cut.IsCompleted));
        Assert.Equal([.. Enumerable.Range(1, arrived.Count).Select(i => (byte)i)], arrived);
    }

    [Fact]
    public async Task Refused_connects_fail_and_open_connections_go_on()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Refuse();

        SocketException refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await client.SendAsync(new byte[] { 1 });
        Assert.Equal(1, await ReadByteAsync(server));

        _proxy.Accept();
        (Socket again, _) = await ConnectAsync();
        Assert.True(again.Connected);
    }

    [Fact]
    public async Task Single_bytes_and_throttled_ones_arrive_whole()
    {
        (Socket client, Socket server) = await ConnectAsync();
        _proxy.Up.SplitWrites = true;
        _proxy.Down.BytesPerSecond = 100_000;
        _proxy.Down.Delay = TimeSpan.FromMilliseconds(1);
        byte[] sent = [.. Enumerable.Range(0, 3_000).Select(i => (byte)i)];

        await client.SendAsync(sent);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(sent, await ReadToEndAsync(server));

        await server.SendAsync(sent);
        server.Shutdown(SocketShutdown.Send);
        Assert.Equal(sent, await ReadToEndAsync(client));
    }

    [Fact]
    public async Task Who_waits_for_bytes_is_told_when_they_have_passed()
    {
        (Socket client, _) = await ConnectAsync();
        int seen = 0;
        _proxy.Up.Forwarding = piece => Interlocked.Add(ref seen, piece.Length);
        Task passed = _proxy.Up.AfterAsync(3);

        await client.SendAsync(new byte[] { 1, 2 });
        Assert.False(passed.IsCompleted);
        await client.SendAsync(new byte[] { 3 });

        await RealTime.Expect(passed, "three bytes");
        Assert.Equal(3, Volatile.Read(ref seen));
    }

    [Fact]
    public async Task When_the_server_is_gone_a_connection_ends_instead_of_hanging()
    {
        _listener.Stop();

        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SocketException reset = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            // The reset may be there before the connect has returned.
            await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
            await RealTime.Expect(ReadByteAsync(client), "the end");
        });

        Assert.Equal((SocketError.ConnectionReset, 0), (reset.SocketErrorCode, _proxy.Connections));
    }

    public Task DisposeAsync() => _proxy.DisposeAsync().AsTask();

    public void Dispose() => _listener.Dispose();

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        return (client, await RealTime.Expect(_listener.AcceptSocketAsync(), "the connection behind the proxy"));
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await RealTime.Expect(socket.ReceiveAsync(buffer), "more bytes")) > 0)
        {
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    private static async Task<int> ReadByteAsync(Socket socket)
    {
        byte[] one = new byte[1];
        return await socket.ReceiveAsync(one) == 0 ? -1 : one[0];
    }

    private static async Task<int> ReadByteOrResetAsync(Socket socket)
    {
        try
        {
            return await RealTime.Expect(ReadByteAsync(socket), "a byte or the end");
        }
        catch (SocketException)
        {
            return -1;
        }
    }

    private static async Task<bool> IsResetAsync(Socket socket)
    {
        try
        {
            Assert.Equal(-1, await RealTime.Expect(ReadByteAsync(socket), "the end"));
            return false;
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
            return true;
        }
    }
}
