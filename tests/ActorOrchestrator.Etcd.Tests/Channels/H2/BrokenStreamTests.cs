using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: an answer that breaks a rule ends its call, typed, and no other (G2, G3, G4, G8, G9).
/// Method: a scripted peer answers one of two puts wrongly and the other rightly, on one connection.
/// </summary>
public sealed class BrokenStreamTests
{
    private static readonly (string, string)[] Good = [(":status", "200"), ("content-type", "application/grpc")];

    [Fact]
    public Task Two_messages_for_a_unary_call() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "more than one message",
        CallFailure.Lost,
        H2ErrorCode.Cancel,
        Headers(Good),
        Data([.. PeerLink.Message(1), .. PeerLink.Message(2)]));

    [Fact]
    public Task No_message_for_a_unary_call() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "without a message",
        CallFailure.Lost,
        null,
        Headers(Good),
        Trailers(("grpc-status", "0")));

    [Fact]
    public Task An_end_inside_a_message() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "unexpected EOF",
        CallFailure.Lost,
        null,
        Headers(Good),
        Data(0, 0, 0, 0, 9, 1),
        Trailers(("grpc-status", "0")));

    [Fact]
    public Task A_compressed_message() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "compressed flag set",
        CallFailure.Lost,
        H2ErrorCode.Cancel,
        Headers(Good),
        Data(1, 0, 0, 0, 0));

    [Fact]
    public Task An_encoding_that_was_not_asked_for() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "'gzip'",
        CallFailure.Lost,
        H2ErrorCode.Cancel,
        Headers([.. Good, ("grpc-encoding", "gzip")]));

    [Fact]
    public Task A_message_that_is_too_large_is_refused_by_its_prefix() => AssertEndAsync(
        GrpcStatusCode.ResourceExhausted,
        "received message larger than max (101 vs. 100)",
        CallFailure.TooLarge,
        H2ErrorCode.Cancel,
        Headers(Good),
        Data(0, 0, 0, 0, 101));

    [Fact]
    public Task A_body_without_trailers() => AssertEndAsync(
        GrpcStatusCode.Internal,
        "server closed the stream without sending trailers",
        CallFailure.Lost,
        null,
        Headers(Good),
        PeerLink.Bytes(FrameType.Data, FrameFlags.EndStream, 1, PeerLink.Message(1)));

    [Fact]
    public Task Trailers_without_a_status() => AssertEndAsync(
        GrpcStatusCode.Unknown, "no grpc-status", CallFailure.Lost, null, Headers(Good), Trailers(("x", "y")));

    [Fact]
    public Task Headers_alone_without_a_status() => AssertEndAsync(
        GrpcStatusCode.Unknown, "no grpc-status", CallFailure.Lost, null, End(Good));

    [Fact]
    public Task Another_content_type() => AssertEndAsync(
        GrpcStatusCode.Unknown,
        "HTTP 200 with content-type text/html: <html>",
        CallFailure.NotGrpc,
        null,
        Headers((":status", "200"), ("content-type", "text/html")),
        PeerLink.Bytes(FrameType.Data, FrameFlags.EndStream, 1, "<html>"u8.ToArray()));

    [Fact]
    public Task Another_content_type_with_a_body_that_has_no_end() => AssertEndAsync(
        GrpcStatusCode.Unknown,
        $"without content-type: {new string('x', 128)}",
        CallFailure.NotGrpc,
        H2ErrorCode.Cancel,
        Headers((":status", "200")),
        Data([.. Enumerable.Repeat((byte)'x', 200)]));

    [Theory]
    [InlineData("400", GrpcStatusCode.Internal, CallFailure.NotGrpc)]
    [InlineData("401", GrpcStatusCode.Unauthenticated, CallFailure.NotGrpc)]
    [InlineData("403", GrpcStatusCode.PermissionDenied, CallFailure.NotGrpc)]
    [InlineData("404", GrpcStatusCode.Unimplemented, CallFailure.NotGrpc)]
    [InlineData("418", GrpcStatusCode.Unknown, CallFailure.NotGrpc)]
    [InlineData("429", GrpcStatusCode.Unavailable, CallFailure.Lost)]
    [InlineData("502", GrpcStatusCode.Unavailable, CallFailure.Lost)]
    [InlineData("503", GrpcStatusCode.Unavailable, CallFailure.Lost)]
    [InlineData("504", GrpcStatusCode.Unavailable, CallFailure.Lost)]
    public async Task A_page_of_a_proxy(string http, GrpcStatusCode status, CallFailure failure) // S7
    {
        (string, string)[] headers = [(":status", http), ("content-type", "text/html")];
        byte[] page = PeerLink.Bytes(FrameType.Data, FrameFlags.EndStream, 1, "<h1>no"u8.ToArray());

        await AssertEndAsync(status, $"HTTP {http} with content-type text/html", failure, null, End(headers));
        await AssertEndAsync(status, ": <h1>no", failure, null, Headers(headers), page);
        await AssertEndAsync(status, $"HTTP {http}", failure, null, Headers(headers), Trailers(("x", "y")));
    }

    [Fact]
    public Task A_status_of_gRPC_counts_more_than_one_of_HTTP() => AssertEndAsync(
        GrpcStatusCode.NotFound,
        "",
        CallFailure.None,
        null,
        End((":status", "502"), ("content-type", "text/html"), ("grpc-status", "5")));

    [Fact]
    public Task An_error_in_headers_that_do_not_end_the_stream() => AssertEndAsync(
        GrpcStatusCode.NotFound, "", CallFailure.None, H2ErrorCode.Cancel, Headers([.. Good, ("grpc-status", "5")]));

    [Fact]
    public async Task Malformed_headers() // RFC 9113, 8.1.1
    {
        (string, string)[][] malformed =
        [
            [("content-type", "application/grpc")],
            [(":status", "99")],
            [(":status", "abc")],
            [(":status", "200"), (":status", "200")],
            [("content-type", "application/grpc"), (":status", "200")],
            [(":status", "200"), (":path", "/")],
            [(":status", "200"), ("Content-Type", "application/grpc")],
            [(":status", "200"), ("", "x")],
            [(":status", "200"), ("connection", "close")],
            [(":status", "200"), ("transfer-encoding", "chunked")],
        ];
        foreach ((string, string)[] headers in malformed)
        {
            await AssertMalformedAsync(Headers(headers));
        }

        await AssertMalformedAsync(End((":status", "100")));
        await AssertMalformedAsync(Headers(Good), Headers(("grpc-status", "0")));
        await AssertMalformedAsync(Headers(Good), Trailers((":status", "200")));
        await AssertMalformedAsync(Data(PeerLink.Message(1)));
    }

    [Fact]
    public Task Headers_that_are_too_large() => AssertEndAsync(
        GrpcStatusCode.ResourceExhausted,
        "larger than 65536 bytes",
        CallFailure.Lost,
        H2ErrorCode.Cancel,
        [
            .. PeerLink.Bytes(FrameType.Headers, FrameFlags.None, 1, PeerLink.Block(Good)),
            .. Enumerable.Repeat(PeerLink.Block(("x", new string('y', 16_000))), 5)
                .SelectMany(block => PeerLink.Bytes(FrameType.Continuation, FrameFlags.None, 1, block)),
            .. PeerLink.Bytes(FrameType.Continuation, FrameFlags.EndHeaders, 1),
        ]);

    [Theory]
    [InlineData(0, GrpcStatusCode.Internal, "NO_ERROR")]
    [InlineData(1, GrpcStatusCode.Internal, "PROTOCOL_ERROR")]
    [InlineData(2, GrpcStatusCode.Internal, "INTERNAL_ERROR")]
    [InlineData(8, GrpcStatusCode.Cancelled, "CANCEL")]
    [InlineData(11, GrpcStatusCode.ResourceExhausted, "ENHANCE_YOUR_CALM")]
    [InlineData(12, GrpcStatusCode.PermissionDenied, "INADEQUATE_SECURITY")]
    public Task A_reset(int code, GrpcStatusCode status, string name) => AssertEndAsync(
        status,
        $"the server reset the stream with {name}",
        CallFailure.Lost,
        null,
        PeerLink.Bytes(FrameType.RstStream, FrameFlags.None, 1, PeerLink.Numbers((uint)code)));

    [Fact]
    public Task A_refused_stream_was_not_processed() => AssertEndAsync(
        GrpcStatusCode.Unavailable,
        "REFUSED_STREAM",
        CallFailure.NotReached,
        null,
        PeerLink.Bytes(FrameType.RstStream, FrameFlags.None, 1, PeerLink.Numbers(7)));

    [Theory]
    [InlineData(0u, (int)H2ErrorCode.ProtocolError)]
    [InlineData((uint)int.MaxValue, (int)H2ErrorCode.FlowControlError)]
    public Task A_window_that_is_opened_by_nothing_or_too_much(uint by, int code) => AssertEndAsync(
        GrpcStatusCode.Internal,
        $"opened the stream's window by {by}",
        CallFailure.Lost,
        (H2ErrorCode)code,
        PeerLink.Bytes(FrameType.WindowUpdate, FrameFlags.None, 1, PeerLink.Numbers(by)));

    private static Task AssertMalformedAsync(params byte[][] answer) => AssertEndAsync(
        GrpcStatusCode.Internal, "the answer is malformed", CallFailure.Lost, H2ErrorCode.ProtocolError, answer);

    private static async Task AssertEndAsync(
        GrpcStatusCode status, string text, CallFailure failure, H2ErrorCode? reset, params byte[][] answer)
    {
        await using var world = new H2World();
        CallHead head = H2World.Head(EtcdMethods.Put) with { MaxReceiveBytes = 100 };
        IEtcdCall call = world.Open(head, out RecordingSink sink);
        call.Send(H2World.PutOf(), last: true);
        PeerLink link = await world.Peer.GreetAsync();
        RecordingSink other = world.Put();
        await link.NextBodyAsync();
        await link.NextBodyAsync();

        await link.SendAsync([.. answer.SelectMany(part => part)]);
        CallEnd end = await sink.End;
        Assert.Equal(reset, reset is null ? null : (H2ErrorCode)(await link.NextAsync(FrameType.RstStream)).Number);
        await link.AnswerAsync(3, 1);

        SendState sent = failure switch
        {
            CallFailure.None => SendState.Answered,
            CallFailure.NotReached => SendState.NotSent,
            _ => SendState.MaybeSent,
        };
        Assert.Equal((status, failure, sent), (end.Status, end.Failure, end.Sent));
        Assert.Contains(text, end.Text, StringComparison.Ordinal);
        EndAssert.Ok(await other.End);
        Assert.Equal(new H2Counts(1, 0, 0, 0), world.Transport.Counts);
    }

    private static byte[] Headers(params (string, string)[] headers) =>
        PeerLink.Bytes(FrameType.Headers, FrameFlags.EndHeaders, 1, PeerLink.Block(headers));

    private static byte[] End(params (string, string)[] headers) =>
        PeerLink.Bytes(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, PeerLink.Block(headers));

    private static byte[] Trailers(params (string, string)[] headers) => End(headers);

    private static byte[] Data(params byte[] bytes) => PeerLink.Bytes(FrameType.Data, FrameFlags.None, 1, bytes);
}
