using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: we send no more than the peer's windows and limits, all of it in the end, and open our own windows in time
/// (RFC 9113, 5.2; G14).
/// Method: a scripted peer opens windows by hand and counts bytes.
/// </summary>
public sealed class FlowControlTests
{
    private const int DefaultWindow = 65_535;

    [Fact]
    public async Task Our_windows_are_one_and_four_mebibytes() // G14
    {
        await using var world = new H2World();
        world.Put();
        PeerLink link = await world.Peer.AcceptAsync();
        await link.ReadPrefaceAsync();

        Frame settings = await link.NextAsync();
        Frame update = await link.NextAsync();

        Assert.Equal("000200000000" + "000400100000" + "000600010000", Convert.ToHexString(settings.Payload));
        Assert.Equal((4u * 1024 * 1024) - DefaultWindow, update.Number);
        Assert.Equal(0, update.Header.StreamId);
    }

    [Fact]
    public async Task A_large_message_is_cut_into_frames_and_waits_for_both_windows()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put(valueBytes: 200_000);
        byte[] message = PeerLink.Message(H2World.PutOf(200_000).ToByteArray());
        PeerLink link = await world.Peer.GreetAsync();

        List<byte> body = await link.NextBytesAsync(DefaultWindow);
        await link.SendNumberAsync(FrameType.WindowUpdate, 1, 100);
        await link.SendNumberAsync(FrameType.WindowUpdate, 0, 40_000);
        body.AddRange(await link.NextBytesAsync(100));
        Assert.Equal(message.Length - DefaultWindow - 100, world.Transport.Counts.UnsentBytes);
        await link.SendNumberAsync(FrameType.WindowUpdate, 1, 1_000_000);
        body.AddRange(await link.NextBytesAsync(39_900));
        await link.SendNumberAsync(FrameType.WindowUpdate, 0, 1_000_000);
        body.AddRange(await link.NextBodyAsync());
        await link.AnswerAsync(1, 1);

        Assert.True(message.SequenceEqual(body));
        EndAssert.Ok(await sink.End);
        Assert.Equal(0, world.Transport.Counts.UnsentBytes);
    }

    [Fact]
    public async Task Larger_frames_are_sent_if_the_peer_takes_them()
    {
        await using var world = new H2World();
        world.Put(valueBytes: 50_000);
        PeerLink link = await world.Peer.GreetAsync((Settings.MaxFrameSize, 40_000));

        Assert.Equal(40_000, (await link.NextAsync(FrameType.Data)).Header.Length);
        Assert.Equal(FrameFlags.EndStream, (await link.NextAsync(FrameType.Data)).Header.Flags);
    }

    [Fact]
    public async Task A_stream_whose_window_is_shut_does_not_hold_back_another()
    {
        await using var world = new H2World();
        world.Put(valueBytes: 1_000);
        PeerLink link = await world.Peer.GreetAsync((Settings.InitialWindowSize, 100));
        Assert.Single(await link.NextFramesAsync(100));
        RecordingSink second = world.Put(valueBytes: 10);

        Frame data = await link.NextAsync(FrameType.Data);
        await link.AnswerAsync(3, 1);

        Assert.Equal((3, FrameFlags.EndStream), (data.Header.StreamId, data.Header.Flags));
        EndAssert.Ok(await second.End);
    }

    [Fact]
    public async Task A_shrunk_initial_window_makes_windows_negative() // RFC 9113, 6.9.2
    {
        await using var world = new H2World();
        world.Put(valueBytes: 2_000);
        PeerLink link = await world.Peer.GreetAsync((Settings.InitialWindowSize, 1_000));
        await link.NextBytesAsync(1_000);

        await link.SendSettingsAsync((Settings.InitialWindowSize, 400));
        await link.SendNumberAsync(FrameType.WindowUpdate, 1, 600);
        await link.SendNumberAsync(FrameType.WindowUpdate, 1, 5);

        Assert.Equal(5, (await link.NextAsync(FrameType.Data)).Header.Length);
        await link.SendSettingsAsync((Settings.InitialWindowSize, 410));
        Assert.Equal(10, (await link.NextAsync(FrameType.Data)).Header.Length);
    }

    [Fact]
    public async Task The_end_alone_needs_no_window()
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out _);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync((Settings.InitialWindowSize, 5));
        Assert.Equal(5, (await link.NextAsync(FrameType.Data)).Header.Length);

        call.CompleteSending();

        Assert.Equal(new FrameHeader(0, FrameType.Data, FrameFlags.EndStream, 1), (await link.NextAsync()).Header);
    }

    [Fact]
    public async Task Windows_are_opened_again_when_half_is_used_up()
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        await link.SendGoodHeadersAsync(1);

        // 40 frames of 65,536 bytes in four parts: more than half of either window.
        byte[] message = PeerLink.Message(new byte[65_531]);
        for (int i = 0; i < 40; i++)
        {
            await link.SendBodyAsync(1, message);
            await sink.NextAsync();
        }

        await link.SendTrailersAsync(1);
        await sink.End;
        List<Frame> updates = await link.UpdatesUntilResetAsync();
        Assert.Equal([1, 1, 1, 0, 1, 1], updates.Select(frame => frame.Header.StreamId));
        Assert.All(updates.Where(frame => frame.Header.StreamId is 1), frame => Assert.Equal(524_288u, frame.Number));
        Assert.Equal(2_097_152u, updates[3].Number);
    }

    [Fact]
    public async Task A_slow_readers_window_is_opened_by_what_it_has_used_up_and_the_connections_always()
    {
        await using var world = new H2World();
        CallHead head = H2World.Head(EtcdMethods.Watch) with { ReadsSlowly = true };
        IEtcdCall call = world.Open(head, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        await link.SendGoodHeadersAsync(1);
        byte[] message = PeerLink.Message(new byte[1_048_571]);

        await link.SendBodyAsync(1, message);
        await sink.NextAsync();
        await link.NextBytesAsync(PeerLink.Message(new WatchRequest().ToByteArray()).Length);

        // The prefix is used up by the transport itself.
        call.Consumed(524_282);
        await link.PingAsync();
        call.Consumed(1);
        Frame update = await link.NextAsync();
        Assert.Equal(new FrameHeader(4, FrameType.WindowUpdate, FrameFlags.None, 1), update.Header);
        Assert.Equal(524_288u, update.Number);
        await link.SendBodyAsync(1, PeerLink.Message(new byte[524_283]));
        await sink.NextAsync();
        await link.PingAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_window_reaches_a_slow_reader()
    {
        await using var world = new H2World();
        CallHead head = H2World.Head(EtcdMethods.Watch) with { ReadsSlowly = true };
        IEtcdCall call = world.Open(head, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        await link.SendGoodHeadersAsync(1);

        byte[] message = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(message);
        await link.SendBodyInWindowAsync(1, PeerLink.Message(message), H2Limits.StreamWindow);

        byte[] received = await sink.NextAsync();
        Assert.True(message.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task More_than_the_streams_window_ends_the_call_only()
    {
        await using var world = new H2World();
        CallHead head = H2World.Head(EtcdMethods.Watch) with { ReadsSlowly = true };
        IEtcdCall call = world.Open(head, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        await link.SendGoodHeadersAsync(1);

        await link.SendBodyAsync(1, PeerLink.Message(new byte[1_048_571]));
        await sink.NextAsync();
        await link.SendAsync(FrameType.Data, FrameFlags.None, 1, 0);

        Assert.Equal((GrpcStatusCode.Internal, CallFailure.Lost), ((await sink.End).Status, (await sink.End).Failure));
        Assert.Equal((uint)H2ErrorCode.FlowControlError, (await link.NextAsync(FrameType.RstStream)).Number);
        RecordingSink other = world.Put();
        await link.AnswerAsync((await link.NextCallAsync()).StreamId, 1);
        EndAssert.Ok(await other.End);
    }

    [Fact]
    public async Task Calls_above_the_peers_limit_wait_for_a_place()
    {
        await using var world = new H2World();
        RecordingSink[] sinks = [world.Put(), world.Put(), world.Put()];
        PeerLink link = await world.Peer.GreetAsync((Settings.MaxConcurrentStreams, 2));
        Assert.Equal(1, (await link.NextCallAsync()).StreamId);
        Assert.Equal(3, (await link.NextCallAsync()).StreamId);
        await link.NextBodyAsync();
        await link.PingAsync();
        Assert.Equal((2, 1), (world.Transport.Counts.Streams, world.Transport.Counts.Waiting));

        await link.AnswerAsync(3, 1);
        Assert.Equal(5, (await link.NextCallAsync()).StreamId);
        await link.NextBodyAsync();
        await link.SendSettingsAsync((Settings.MaxConcurrentStreams, 0));
        await link.AnswerAsync(1, 1);
        await link.AnswerAsync(5, 1);

        Assert.All(await Task.WhenAll(sinks.Select(sink => sink.End)), EndAssert.Ok);
        Assert.True((await link.NextAsync()).Header.Has(FrameHeader.Ack));
        world.Put();
        await link.PingAsync();
        Assert.Equal((0, 1), (world.Transport.Counts.Streams, world.Transport.Counts.Waiting));
        await link.SendSettingsAsync((Settings.MaxConcurrentStreams, 1));
        Assert.Equal(7, (await link.NextCallAsync()).StreamId);
    }
}
