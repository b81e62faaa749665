using System.Net;
using System.Net.Sockets;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: a connection that is not made ends the calls that wait for it as not sent, with a text that says what the peer
/// is, within the connect timeout; the next call tries anew.
/// Method: peers that are no etcd, and one that becomes one.
/// </summary>
public sealed class ConnectTests
{
    [Fact]
    public async Task A_port_where_nobody_listens_is_not_reached()
    {
        await using var world = new H2World();
        EtcdEndpoint nobody;
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            // Bound but not listening: nobody else gets the port meanwhile.
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            nobody = new EtcdEndpoint("127.0.0.1", ((IPEndPoint)socket.LocalEndPoint!).Port, Tls: false);
            CallEnd end = await EndOfPutAsync(world.Transport, nobody);

            AssertNotReached(end, nobody);
            Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(end.Cause).SocketErrorCode);
        }
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_not_reached()
    {
        await using var world = new H2World();
        var endpoint = new EtcdEndpoint("no-such-host.invalid", 2379, Tls: false);

        CallEnd end = await EndOfPutAsync(world.Transport, endpoint);

        AssertNotReached(end, endpoint);
        Assert.IsType<SocketException>(end.Cause);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nX: y\r\n\r\n", "not HTTP/2; it answered 'HTTP/1.1 400 Bad Request'")]
    [InlineData("HTTP/1.0 505 x", "speaks HTTP/1.1")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0028", "speaks TLS: use https")]
    [InlineData("\u0016\u0003\u0001\u0000\u0010", "speaks TLS: use https")]
    [InlineData("SSH-2.0-OpenSSH", "does not speak HTTP/2")]
    [InlineData("\0\0\0\u0006\0\0\0\0\0", "does not speak HTTP/2")] // PING
    [InlineData("\0\0\0\u0004\u0001\0\0\0\0", "does not speak HTTP/2")] // SETTINGS with ACK
    [InlineData("\0\0\0\u0004\0\0\0\0\u0001", "does not speak HTTP/2")] // SETTINGS of a stream
    [InlineData("\0\u0041\0\u0004\0\0\0\0\0", "does not speak HTTP/2")] // SETTINGS of 16,640 bytes
    public async Task A_peer_that_speaks_something_else_is_named(string greeting, string text)
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put(out IEtcdCall call);
        PeerLink link = await world.Peer.AcceptAsync();

        await link.SendAsync(System.Text.Encoding.Latin1.GetBytes(greeting));

        CallEnd end = await sink.End;
        AssertNotReached(end, world.Peer.Endpoint);
        Assert.Contains(text, end.Text, StringComparison.Ordinal);
        Assert.False(call.MayHaveLeft);
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task A_peer_that_closes_before_its_greeting_is_not_reached()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put();
        PeerLink link = await world.Peer.AcceptAsync();
        await link.ReadPrefaceAsync();

        link.Close();

        CallEnd end = await sink.End;
        AssertNotReached(end, world.Peer.Endpoint);
        await world.AssertWorksAsync();
    }

    [Theory]
    [InlineData(false, "the peer's greeting of HTTP/2 took longer than 00:00:02")]
    [InlineData(true, "TLS took longer than 00:00:02")]
    public async Task A_peer_that_says_nothing_is_given_up_after_the_connect_timeout(bool tls, string text)
    {
        await using var world = new H2World();
        var sink = new RecordingSink();
        EtcdEndpoint endpoint = tls ? world.Peer.TlsEndpoint : world.Peer.Endpoint;
        world.Transport.Open(endpoint, H2World.Head(EtcdMethods.Put), sink).Send(H2World.PutOf(), last: true);
        PeerLink link = await world.Peer.AcceptAsync();

        // What the client says first: it is past connecting.
        await link.ReadAsync(1);
        world.Time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(sink.HasEnded);
        world.Time.Advance(TimeSpan.FromTicks(1));

        CallEnd end = await sink.End;
        AssertNotReached(end, endpoint);
        Assert.Contains(text, end.Text, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(end.Cause);
    }

    [Fact]
    public async Task All_calls_that_wait_for_the_connection_end_with_it()
    {
        await using var world = new H2World();
        RecordingSink[] sinks = [world.Put(), world.Put(valueBytes: 100_000), world.Put()];
        PeerLink link = await world.Peer.AcceptAsync();
        Assert.Equal(new H2Counts(1, 0, 3, world.Transport.Counts.UnsentBytes), world.Transport.Counts);

        await link.SendAsync([.. "HTTP/1.1 "u8]);

        Assert.All(
            await Task.WhenAll(sinks.Select(sink => sink.End)), end => AssertNotReached(end, world.Peer.Endpoint));
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task Calls_that_wait_for_the_connection_go_out_in_order_with_all_their_messages()
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.LeaseKeepAlive, out _);
        call.Send(new LeaseKeepAliveRequest { ID = 1 }, last: false);
        call.Send(new LeaseKeepAliveRequest { ID = 2 }, last: false);
        world.Put();
        call.CompleteSending();
        PeerLink link = await world.Peer.GreetAsync();

        Assert.Equal(1, (await link.NextCallAsync()).StreamId);
        byte[] body = await link.NextBodyAsync();
        Assert.Equal([.. PeerLink.Message(8, 1), .. PeerLink.Message(8, 2)], body);
        Assert.Equal(3, (await link.NextCallAsync()).StreamId);
    }

    [Fact]
    public async Task One_call_more_than_may_wait_is_refused()
    {
        await using var world = new H2World(options => options with { WaitingCallsMax = 2 });
        RecordingSink[] taken = [world.Put(), world.Put()];

        CallEnd end = await world.Put(out IEtcdCall call).End;

        Assert.Equal(
            (GrpcStatusCode.ResourceExhausted, SendState.NotSent, CallFailure.NotReached),
            (end.Status, end.Sent, end.Failure));
        Assert.False(call.MayHaveLeft);
        PeerLink link = await world.Peer.GreetAsync();
        await link.AnswerAsync(1, 1);
        await link.AnswerAsync(3, 1);
        Assert.All(await Task.WhenAll(taken.Select(sink => sink.End)), EndAssert.Ok);
    }

    [Fact]
    public async Task An_aborted_call_leaves_its_place_to_another()
    {
        await using var world = new H2World(options => options with { WaitingCallsMax = 1 });
        world.Put(out IEtcdCall aborted);

        aborted.Abort();
        RecordingSink sink = world.Put();
        PeerLink link = await world.Peer.GreetAsync();

        Assert.Equal(1, (await link.NextCallAsync()).StreamId);
        await link.AnswerAsync(1, 1);
        EndAssert.Ok(await sink.End);
    }

    private static async Task<CallEnd> EndOfPutAsync(H2Transport transport, EtcdEndpoint endpoint)
    {
        var sink = new RecordingSink();
        transport.Open(endpoint, H2World.Head(EtcdMethods.Put), sink).Send(H2World.PutOf(), last: true);
        return await sink.End;
    }

    private static void AssertNotReached(in CallEnd end, EtcdEndpoint endpoint)
    {
        EndAssert.NotReached(end);
        Assert.StartsWith($"{endpoint} was not reached: ", end.Text, StringComparison.Ordinal);
        Assert.NotNull(end.Cause);
    }
}
