using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: calls that go well: what is sent, and what is made of an answer, however it is cut (G1, G2, G4, G5, G13).
/// Method: a scripted peer reads frames and writes bytes.
/// </summary>
public sealed class ExchangeTests
{
    private static readonly CallEnd Ok = new(GrpcStatusCode.OK, "", SendState.Answered);

    [Fact]
    public async Task A_unary_call_is_headers_and_one_data_frame_that_ends_the_stream()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put(valueBytes: 3);
        PeerLink link = await world.Peer.GreetAsync();

        (int streamId, Dictionary<string, string> headers, _) = await link.NextCallAsync();
        Frame data = await link.NextAsync();
        await link.AnswerAsync(streamId, 1, 2);

        Assert.Equal("/etcdserverpb.KV/Put", headers[":path"]);
        Assert.Equal(world.Peer.Endpoint.Authority, headers[":authority"]);
        Assert.Equal("http", headers[":scheme"]);
        Assert.Equal(FrameFlags.EndStream, data.Header.Flags);
        Assert.Equal(PeerLink.Message(H2World.PutOf(3).ToByteArray()), data.Payload);
        Assert.Equal([1, 2], await sink.NextAsync());
        Assert.Equal(Ok, await sink.End);
        Assert.Equal(1, sink.InOneSegment);
    }

    [Fact]
    public async Task Calls_share_a_connection_and_streams_have_odd_ids()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink first) = await world.StartPutAsync();
        RecordingSink second = world.Put();

        Assert.Equal(3, (await link.NextCallAsync()).StreamId);
        await link.AnswerAsync(3, 3);
        await link.AnswerAsync(1, 1);

        Assert.Equal(Ok, await second.End);
        Assert.Equal(Ok, await first.End);
        Assert.False(world.Peer.HasVisitor);
    }

    [Fact]
    public async Task Lanes_have_connections_of_their_own()
    {
        await using var world = new H2World();
        await world.StartPutAsync();
        IEtcdCall watch = world.Open(H2World.Head(EtcdMethods.Watch) with { Lane = CallLane.Streams }, out _);

        watch.Send(new WatchRequest(), last: false);
        PeerLink second = await world.Peer.GreetAsync();

        Assert.Equal(1, (await second.NextCallAsync()).StreamId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public async Task An_answer_of_three_messages_is_read_in_pieces_of_any_size(int piece) // S1
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();
        byte[] body = [.. PeerLink.Message(1, 2, 3), .. PeerLink.Message(), .. PeerLink.Message(new byte[300])];
        byte[] answer =
        [
            .. PeerLink.Bytes(FrameType.Headers, FrameFlags.EndHeaders, 1, PeerLink.Block(
                (":status", "200"), ("content-type", "application/grpc"))),
            .. body.Chunk(11).SelectMany(part => PeerLink.Bytes(FrameType.Data, FrameFlags.None, 1, part)),
            .. PeerLink.Bytes(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, PeerLink.Block(
                ("grpc-status", "0"))),
        ];

        foreach (byte[] part in answer.Chunk(piece))
        {
            await link.SendAsync(part);
        }

        Assert.Equal(Ok, await sink.End);
        Assert.Equal([3, 0, 300], sink.Rest().Select(message => message.Length));
    }

    [Fact]
    public async Task Several_messages_of_one_frame_are_each_one_segment() // S1
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();

        await link.SendGoodHeadersAsync(1);
        await link.SendAsync(
            FrameType.Data,
            FrameFlags.None,
            1,
            [.. PeerLink.Message(1), .. PeerLink.Message(2, 2), .. PeerLink.Message(3)]);
        await link.SendTrailersAsync(1);

        await sink.End;
        Assert.Equal(3, sink.InOneSegment);
        Assert.Equal([[1], [2, 2], [3]], sink.Rest());
    }

    [Fact]
    public async Task Trailers_only_carry_status_and_text() // S2, S3
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        await link.SendHeadersAsync(
            1,
            end: true,
            (":status", "200"),
            ("content-type", "application/grpc"),
            ("grpc-status", "3"),
            ("grpc-message", "50 %25 gr%C3%B6%C3%9Fer %zz"));

        Assert.Equal(
            new CallEnd(GrpcStatusCode.InvalidArgument, "50 % größer %zz", SendState.Answered), await sink.End);
    }

    [Theory]
    [InlineData("14", GrpcStatusCode.Unavailable)]
    [InlineData("17", GrpcStatusCode.Unknown)]
    [InlineData("x", GrpcStatusCode.Unknown)]
    public async Task The_trailers_status_ends_the_call(string text, GrpcStatusCode status)
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        await link.SendGoodHeadersAsync(1);
        await link.SendHeadersAsync(1, end: true, ("grpc-status", text), ("grpc-message", "why"));

        Assert.Equal(new CallEnd(status, "why", SendState.Answered), await sink.End);
    }

    [Fact]
    public async Task Informational_headers_and_unknown_frames_are_passed_over()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        await link.SendHeadersAsync(1, end: false, (":status", "103"), ("link", "x"));
        await link.SendAsync((FrameType)0x42, (FrameFlags)0xFF, 1, 1, 2, 3);
        await link.SendAsync(FrameType.Priority, FrameFlags.None, 1, 0, 0, 0, 3, 7);
        await link.AnswerAsync(1, 9);

        Assert.Equal(Ok, await sink.End);
        Assert.Equal([9], await sink.NextAsync());
    }

    [Fact]
    public async Task Headers_over_several_frames_with_padding_are_read()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        byte[] block = PeerLink.Block((":status", "200"), ("content-type", "application/grpc+proto; x=y"));

        await link.SendAsync(FrameType.Headers, FrameFlags.Padded, 1, [2, .. block[..5], 0, 0]);
        await link.SendAsync(FrameType.Continuation, FrameFlags.None, 1);
        await link.SendAsync(FrameType.Continuation, FrameFlags.EndHeaders, 1, block[5..]);
        await link.SendAsync(FrameType.Data, FrameFlags.Padded, 1, [3, .. PeerLink.Message(7), 0, 0, 0]);
        await link.SendTrailersAsync(1);

        Assert.Equal(Ok, await sink.End);
        Assert.Equal([7], await sink.NextAsync());
    }

    [Fact]
    public async Task A_bidirectional_call_sends_and_half_closes() // G13
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.LeaseKeepAlive, out RecordingSink sink);
        call.Send(new LeaseKeepAliveRequest { ID = 1 }, last: false);
        PeerLink link = await world.Peer.GreetAsync();
        await link.NextCallAsync();
        Frame first = await link.NextAsync();
        call.Send(new LeaseKeepAliveRequest { ID = 2 }, last: false);
        Frame second = await link.NextAsync();
        call.CompleteSending();
        Frame last = await link.NextAsync();
        call.Send(new LeaseKeepAliveRequest { ID = 3 }, last: false);
        await link.SendGoodHeadersAsync(1);
        await link.SendTrailersAsync(1);

        Assert.Equal(PeerLink.Message(8, 1), first.Payload);
        Assert.Equal(PeerLink.Message(8, 2), second.Payload);
        Assert.Equal(FrameFlags.None, first.Header.Flags | second.Header.Flags);
        Assert.Equal(new FrameHeader(0, FrameType.Data, FrameFlags.EndStream, 1), last.Header);
        Assert.Equal(Ok, await sink.End);
    }

    [Fact]
    public async Task An_answer_before_our_end_resets_the_stream_without_an_error() // G7
    {
        await using var world = new H2World();
        IEtcdCall call = world.Open(EtcdMethods.Watch, out RecordingSink sink);
        call.Send(new WatchRequest(), last: false);
        PeerLink link = await world.Peer.GreetAsync();

        await link.SendGoodHeadersAsync(1);
        await link.SendTrailersAsync(1);
        Frame reset = await link.NextAsync(FrameType.RstStream);
        await link.SendNumberAsync(FrameType.RstStream, 1, (uint)H2ErrorCode.NoError);
        call.Send(new WatchRequest(), last: true);

        Assert.Equal(Ok, await sink.End);
        Assert.Equal((uint)H2ErrorCode.NoError, reset.Number);
        Assert.Equal(default, world.Transport.Counts with { Connections = 0 });
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_payload() // G11
    {
        await using var world = new H2World();
        (PeerLink link, _) = await world.StartPutAsync();

        await link.SendAsync(FrameType.Ping, FrameFlags.None, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        Frame answer = await link.NextAsync(FrameType.Ping);

        Assert.Equal(FrameHeader.Ack, answer.Header.Flags);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], answer.Payload);
    }
}
