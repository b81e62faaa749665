using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: every error of a connection ends all its calls, typed and without a hang, tells the peer the right code, and
/// the next call finds a new connection (RFC 9113, 5.4.1).
/// Method: a scripted peer sends one broken thing to two calls in flight.
/// </summary>
public sealed class BrokenConnectionTests
{
    /// <summary>What is sent, and the code that GOAWAY must carry.</summary>
    private static readonly Dictionary<string, (byte[] Bytes, H2ErrorCode Code)> Faults = new(StringComparer.Ordinal)
    {
        ["a frame that is too large"] = (Header(16_385, FrameType.Data, 1), H2ErrorCode.FrameSizeError),
        ["an unknown frame that is too large"] = (Header(16_385, (FrameType)0x42, 1), H2ErrorCode.FrameSizeError),
        ["DATA of no stream"] = (Of(FrameType.Data, 0, 1), H2ErrorCode.ProtocolError),
        ["DATA of a stream of ours that is not open"] = (Of(FrameType.Data, 5, 1), H2ErrorCode.ProtocolError),
        ["DATA of a stream of the server"] = (Of(FrameType.Data, 2, 1), H2ErrorCode.ProtocolError),
        ["DATA with more padding than frame"] =
            (Of(FrameType.Data, 1, FrameFlags.Padded, 9, 0), H2ErrorCode.ProtocolError),
        ["HEADERS of no stream"] = (Of(FrameType.Headers, 0, FrameFlags.EndHeaders, 0x88), H2ErrorCode.ProtocolError),
        ["HEADERS of a stream that is not open"] =
            (Of(FrameType.Headers, 7, FrameFlags.EndHeaders, 0x88), H2ErrorCode.ProtocolError),
        ["HEADERS that are no HPACK"] =
            (Of(FrameType.Headers, 1, FrameFlags.EndHeaders, 0xFF), H2ErrorCode.CompressionError),
        ["HEADERS without room for the priority"] =
            (Of(FrameType.Headers, 1, FrameFlags.Priority, 0), H2ErrorCode.FrameSizeError),
        ["CONTINUATION of nothing"] =
            (Of(FrameType.Continuation, 1, FrameFlags.EndHeaders, 0x88), H2ErrorCode.ProtocolError),
        ["CONTINUATION of another stream"] =
            ([.. Of(FrameType.Headers, 1, 0x88), .. Of(FrameType.Continuation, 3, 0x88)], H2ErrorCode.ProtocolError),
        ["PING inside a header block"] =
            ([.. Of(FrameType.Headers, 1, 0x88), .. Of(FrameType.Ping, 0, new byte[8])], H2ErrorCode.ProtocolError),
        ["a header block without an end"] =
            (
                [
                    .. Of(FrameType.Headers, 1, 0x88),
                    .. Many(Of(FrameType.Continuation, 1), 64),
                ],
                H2ErrorCode.EnhanceYourCalm),
        ["a header block that is too large"] =
            (
                [
                    .. Of(FrameType.Headers, 1, new byte[16_000]),
                    .. Many(Of(FrameType.Continuation, 1, new byte[16_000]), 9),
                ],
                H2ErrorCode.EnhanceYourCalm),
        ["PRIORITY of no stream"] = (Of(FrameType.Priority, 0, new byte[5]), H2ErrorCode.ProtocolError),
        ["PRIORITY of four bytes"] = (Of(FrameType.Priority, 1, new byte[4]), H2ErrorCode.FrameSizeError),
        ["RST_STREAM of no stream"] = (Of(FrameType.RstStream, 0, new byte[4]), H2ErrorCode.ProtocolError),
        ["RST_STREAM of a stream that is not open"] =
            (Of(FrameType.RstStream, 9, new byte[4]), H2ErrorCode.ProtocolError),
        ["RST_STREAM of three bytes"] = (Of(FrameType.RstStream, 1, new byte[3]), H2ErrorCode.FrameSizeError),
        ["SETTINGS of a stream"] = (Of(FrameType.Settings, 1), H2ErrorCode.ProtocolError),
        ["SETTINGS of five bytes"] = (Of(FrameType.Settings, 0, new byte[5]), H2ErrorCode.FrameSizeError),
        ["an answer to SETTINGS with a payload"] =
            (Of(FrameType.Settings, 0, FrameHeader.Ack, new byte[6]), H2ErrorCode.FrameSizeError),
        ["a setting that allows pushes"] = (Setting(Settings.EnablePush, 1), H2ErrorCode.ProtocolError),
        ["a setting of too large a window"] =
            (Setting(Settings.InitialWindowSize, 0x8000_0000), H2ErrorCode.FlowControlError),
        ["a setting of too small frames"] = (Setting(Settings.MaxFrameSize, 16_383), H2ErrorCode.ProtocolError),
        ["a setting of too large frames"] = (Setting(Settings.MaxFrameSize, 16_777_216), H2ErrorCode.ProtocolError),
        ["a window above the largest by a setting"] =
            (
                [
                    .. Window(1, int.MaxValue - 65_535),
                    .. Setting(Settings.InitialWindowSize, 70_000),
                ],
                H2ErrorCode.FlowControlError),
        ["PUSH_PROMISE"] =
            (Of(FrameType.PushPromise, 1, FrameFlags.EndHeaders, 0, 0, 0, 2), H2ErrorCode.ProtocolError),
        ["PING of a stream"] = (Of(FrameType.Ping, 1, new byte[8]), H2ErrorCode.ProtocolError),
        ["PING of seven bytes"] = (Of(FrameType.Ping, 0, new byte[7]), H2ErrorCode.FrameSizeError),
        ["GOAWAY of a stream"] = (Of(FrameType.GoAway, 1, new byte[8]), H2ErrorCode.ProtocolError),
        ["GOAWAY of seven bytes"] = (Of(FrameType.GoAway, 0, new byte[7]), H2ErrorCode.FrameSizeError),
        ["WINDOW_UPDATE by nothing"] = (Window(0, 0), H2ErrorCode.ProtocolError),
        ["WINDOW_UPDATE of three bytes"] = (Of(FrameType.WindowUpdate, 0, new byte[3]), H2ErrorCode.FrameSizeError),
        ["WINDOW_UPDATE of a stream that is not open"] = (Window(11, 1), H2ErrorCode.ProtocolError),
        ["WINDOW_UPDATE above the largest window"] = (Window(0, int.MaxValue), H2ErrorCode.FlowControlError),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_broken_connection_ends_all_its_calls(string fault)
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink first) = await world.StartPutAsync();
        IEtcdCall watch = world.Open(EtcdMethods.Watch, out RecordingSink second);
        watch.Send(new WatchRequest(), last: false);
        await link.NextCallAsync();

        await link.SendAsync(Faults[fault].Bytes);

        foreach (RecordingSink sink in new[] { first, second })
        {
            CallEnd end = await sink.End;
            Assert.Equal(GrpcStatusCode.Unavailable, end.Status);
            Assert.Equal(SendState.MaybeSent, end.Sent);
            Assert.Equal(CallFailure.Lost, end.Failure);
            Assert.Contains(world.Peer.Endpoint.ToString(), end.Text, StringComparison.Ordinal);
            Assert.IsType<H2Exception>(end.Cause);
        }

        Frame? goAway = await link.LastBeforeCloseAsync(FrameType.GoAway);
        Assert.Equal(Faults[fault].Code, goAway?.GoAwayCode);
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task A_peer_that_asks_and_does_not_read_the_answers_is_left()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        Task asking = link.FloodAsync(PeerLink.Bytes(FrameType.Ping, FrameFlags.None, 0, new byte[8]));

        CallEnd end = await sink.End;
        world.Time.Advance(H2Limits.Goodbye);
        await asking;

        Assert.Equal(H2ErrorCode.EnhanceYourCalm, Assert.IsType<H2Exception>(end.Cause).Code);
        await world.AssertWorksAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_the_server_closes_ends_all_its_calls(bool reset)
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.SendGoodHeadersAsync(1);

        if (reset)
        {
            link.Reset();
        }
        else
        {
            link.Close();
        }

        CallEnd end = await sink.End;
        EndAssert.Lost(end);
        Assert.IsAssignableFrom<IOException>(end.Cause);
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task A_connection_that_is_closed_in_the_middle_of_a_frame_ends_its_calls()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        await link.SendAsync(Header(100, FrameType.Data, 1));
        link.Close();

        Assert.Equal(CallFailure.Lost, (await sink.End).Failure);
    }

    private static byte[] Header(int length, FrameType type, int streamId)
    {
        byte[] bytes = new byte[FrameHeader.Bytes];
        new FrameHeader(length, type, FrameFlags.None, streamId).Write(bytes);
        return bytes;
    }

    private static byte[] Of(FrameType type, int streamId, params byte[] payload) =>
        PeerLink.Bytes(type, FrameFlags.None, streamId, payload);

    private static byte[] Of(FrameType type, int streamId, FrameFlags flags, params byte[] payload) =>
        PeerLink.Bytes(type, flags, streamId, payload);

    private static byte[] Window(int streamId, int bytes) =>
        Of(FrameType.WindowUpdate, streamId, PeerLink.Numbers((uint)bytes));

    private static byte[] Setting(ushort id, uint value) =>
        Of(FrameType.Settings, 0, [(byte)(id >> 8), (byte)id, .. PeerLink.Numbers(value)]);

    private static byte[] Many(byte[] bytes, int count) =>
        [.. Enumerable.Repeat(bytes, count).SelectMany(same => same)];
}
