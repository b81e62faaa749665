using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: calls that are aborted, and transports that are disposed, leave nothing behind and tell each sink at most once
/// (S5, G7).
/// Method: a scripted peer; the counts of the transport; a sink that notices misuse.
/// </summary>
public sealed class EndingTests
{
    [Fact]
    public async Task An_aborted_call_resets_its_stream_and_its_sink_hears_nothing_more() // G7
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put(out IEtcdCall call);
        PeerLink link = await world.Peer.GreetAsync();
        await link.NextBodyAsync();

        call.Abort();
        call.Abort();
        Frame reset = await link.NextAsync();
        await link.AnswerAsync(1, 1);
        await link.PingAsync();

        Assert.Equal(new FrameHeader(4, FrameType.RstStream, FrameFlags.None, 1), reset.Header);
        Assert.Equal((uint)H2ErrorCode.Cancel, reset.Number);
        Assert.False(sink.HasEnded);
        Assert.Empty(sink.Rest());
        Assert.Equal(new H2Counts(1, 0, 0, 0), world.Transport.Counts);
    }

    [Fact]
    public async Task A_call_may_be_aborted_by_its_own_sink()
    {
        await using var world = new H2World();
        IEtcdCall? call = null;
        var sink = new RecordingSink { Receiving = _ => call!.Abort() };
        call = world.Transport.Open(world.Peer.Endpoint, H2World.Head(EtcdMethods.Watch), sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();

        await link.SendGoodHeadersAsync(1);
        await link.SendAsync(
            FrameType.Data, FrameFlags.None, 1, [.. PeerLink.Message(1), .. PeerLink.Message(2), 0, 0, 0]);
        await link.NextAsync(FrameType.RstStream);
        await link.PingAsync();

        Assert.Equal([[1]], sink.Rest());
        Assert.False(sink.HasEnded);
    }

    [Fact]
    public async Task What_still_comes_for_an_aborted_call_is_counted_and_decoded()
    {
        await using var world = new H2World();
        world.Put(out IEtcdCall call);
        PeerLink link = await world.Peer.GreetAsync();
        await link.NextBodyAsync();
        call.Abort();
        await link.NextAsync(FrameType.RstStream);

        // A header that is remembered, and half of the connection's window.
        await link.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, [0x40, 11, .. "grpc-status"u8, 1, (byte)'0']);
        await link.SendBodyAsync(1, new byte[2 * 1024 * 1024]);
        Assert.Equal(2u * 1024 * 1024, (await link.NextAsync()).Number);

        RecordingSink sink = world.Put();
        await link.NextBodyAsync();
        await link.SendGoodHeadersAsync(3);
        await link.SendAsync(FrameType.Data, FrameFlags.None, 3, PeerLink.Message());
        await link.SendAsync(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 3, 0xBE);
        EndAssert.Ok(await sink.End);
    }

    [Fact]
    public async Task A_call_that_is_aborted_before_it_sends_is_never_known()
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Put, out RecordingSink sink);
        call.Abort();
        call.Send(H2World.PutOf(), last: true);

        Assert.Equal(default, world.Transport.Counts);
        Assert.False(call.MayHaveLeft);
        Assert.False(sink.HasEnded);
    }

    [Fact]
    public async Task A_call_that_waits_and_is_aborted_is_never_sent()
    {
        await using var world = new H2World();
        world.Put(out IEtcdCall call);
        RecordingSink other = world.Put();

        call.Abort();
        PeerLink link = await world.Peer.GreetAsync();
        Assert.Equal(1, (await link.NextCallAsync()).StreamId);
        await link.AnswerAsync(1, 1);

        EndAssert.Ok(await other.End);
        Assert.False(call.MayHaveLeft);
    }

    [Fact]
    public async Task Disposal_says_GOAWAY_and_ends_every_call()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sent) = await world.StartPutAsync((Settings.MaxConcurrentStreams, 1));
        RecordingSink waiting = world.Put();

        await world.Transport.DisposeAsync().Within();

        CallEnd end = await sent.End;
        EndAssert.Lost(end);
        Assert.Contains("the client was closed", end.Text, StringComparison.Ordinal);
        EndAssert.NotReached(await waiting.End);
        Assert.Equal(H2ErrorCode.NoError, (await link.LastBeforeCloseAsync(FrameType.GoAway))?.GoAwayCode);
        Assert.Equal(default, world.Transport.Counts);
    }

    [Fact]
    public async Task Disposal_ends_calls_that_wait_for_the_connection()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put();
        await world.Peer.AcceptAsync();

        await world.Transport.DisposeAsync().Within();

        CallEnd end = await sink.End;
        EndAssert.NotReached(end);
        Assert.Contains("the client was closed", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_after_disposal_ends_as_not_sent()
    {
        await using var world = new H2World();
        await world.Transport.DisposeAsync();
        await world.Transport.DisposeAsync();

        CallEnd end = await world.Put().End;

        EndAssert.NotReached(end);
        Assert.Contains("closed", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_does_not_wait_for_a_peer_that_does_not_read()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put(valueBytes: 32 * 1024 * 1024);
        PeerLink link = await world.Peer.AcceptAsync();
        await link.SendSettingsAsync((Settings.InitialWindowSize, int.MaxValue));
        await link.SendNumberAsync(FrameType.WindowUpdate, 0, int.MaxValue - 65_535);
        await link.ReadAsync(100_000);

        Task disposing = world.Transport.DisposeAsync().AsTask();
        world.Time.Advance(H2Limits.Goodbye);
        await disposing.Within();

        Assert.Equal(CallFailure.Lost, (await sink.End).Failure);
    }

    [Fact]
    public async Task A_call_that_sends_more_than_the_server_reads_is_ended()
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out RecordingSink sink);
        var request = new WatchRequest
        {
            CreateRequest = new WatchCreateRequest { Key = H2World.PutOf(1024 * 1024).Value },
        };
        call.Send(request, last: false);
        await world.Peer.GreetAsync();

        for (int i = 0; i < 20; i++)
        {
            call.Send(request, last: false);
        }

        CallEnd end = await sink.End;
        Assert.Equal((GrpcStatusCode.ResourceExhausted, CallFailure.Lost), (end.Status, end.Failure));
        Assert.Equal(new H2Counts(1, 0, 0, 0), world.Transport.Counts);
    }

    [Fact]
    public async Task Calls_are_refused_while_too_many_bytes_wait()
    {
        await using var world = new H2World();
        for (int i = 0; i < 5; i++)
        {
            world.Put(valueBytes: 15 * 1024 * 1024);
        }

        CallEnd end = await world.Put().End;

        Assert.Equal((GrpcStatusCode.ResourceExhausted, SendState.NotSent), (end.Status, end.Sent));
    }

    [Fact]
    public async Task A_sink_that_throws_ends_the_connection_and_not_the_process()
    {
        await using var world = new H2World();
        var sink = new RecordingSink { Receiving = _ => throw new InvalidOperationException("boom") };
        world.Transport.Open(world.Peer.Endpoint, H2World.Head(EtcdMethods.Watch), sink)
            .Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        RecordingSink other = world.Put();
        await link.NextBodyAsync();

        await link.SendGoodHeadersAsync(1);
        await link.SendAsync(FrameType.Data, FrameFlags.None, 1, PeerLink.Message(1));

        CallEnd end = await other.End;
        Assert.Equal(CallFailure.Lost, end.Failure);
        Assert.Equal(end, await sink.End);
        Assert.Equal("boom", Assert.IsType<InvalidOperationException>(end.Cause).Message);
        Assert.Equal(H2ErrorCode.InternalError, (await link.LastBeforeCloseAsync(FrameType.GoAway))?.GoAwayCode);
    }
}
