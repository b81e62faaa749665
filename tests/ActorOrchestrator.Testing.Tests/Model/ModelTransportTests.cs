using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the model's wire keeps the promises of the client's transport: order, latency, limits, ends: etcd.md G3, G6,
/// G7, G12.
/// Method: calls with a sink that writes down what it is told and when.
/// </summary>
public sealed class ModelTransportTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly ModelEtcd _etcd = new();
    private readonly Wire _wire;

    public ModelTransportTests() => _wire = new Wire(_etcd);

    [Fact]
    public void An_answer_takes_the_latency_there_and_back()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { Latency = TimeSpan.FromMilliseconds(40) });

        WireCall<PutRequest, PutResponse> put =
            new Wire(etcd).Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });

        Assert.Equal([80 * Millisecond], put.ReceivedAt);
        Assert.Equal(80 * Millisecond, put.EndedAt);
    }

    [Fact]
    public void A_request_may_be_changed_as_soon_as_it_was_sent()
    {
        var request = new PutRequest { Key = Wire.Bytes("/a"), Value = Wire.Bytes("before") };
        _wire.Begin(EtcdMethods.Put, request);
        request.Value = Wire.Bytes("after");
        _etcd.Time.Advance(2 * Millisecond);

        Assert.Equal("before", _wire.Get("/a").Kvs[0].Value.ToStringUtf8());
    }

    [Fact]
    public void An_answer_may_be_changed_without_touching_the_store()
    {
        _wire.Put("/a", "1");
        RangeResponse read = _wire.Get("/a");
        read.Kvs[0].Value = Wire.Bytes("2");

        Assert.Equal("1", _wire.Get("/a").Kvs[0].Value.ToStringUtf8());
    }

    [Fact]
    public void Nobody_listens_at_another_address()
    {
        var call = new WireCall<PutRequest, PutResponse>(_etcd.Time, EtcdMethods.Put);
        var head = new CallHead(
            EtcdMethods.Put, null, false, Timeout.InfiniteTimeSpan, CallLane.Calls, false, int.MaxValue);
        call.Start(_etcd.Open(new EtcdEndpoint("elsewhere", 2379, Tls: false), head, call));
        call.Send(new PutRequest { Key = Wire.Bytes("/a") }, last: true);
        _etcd.Time.Advance(Millisecond);

        Assert.Equal(CallFailure.NotReached, call.End?.Failure);
        Assert.Equal(SendState.NotSent, call.End?.Sent);
        Assert.False(call.Call.MayHaveLeft);
    }

    [Fact]
    public void An_aborted_call_hears_nothing_and_may_have_been_applied()
    {
        WireCall<PutRequest, PutResponse> put =
            _wire.Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        _etcd.Time.Advance(Millisecond);

        put.Call.Abort();
        put.Call.Abort();
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(put.Received);
        Assert.Null(put.End);
        Assert.True(put.Call.MayHaveLeft);
        Assert.Equal(2, _etcd.Revision);
    }

    [Fact]
    public void An_aborted_watch_is_over_at_the_member_too()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));
        watch.Call.Abort();
        _wire.Put("/a");

        Assert.Single(watch.Received);
        Assert.Empty(_etcd.Kernel.Calls);
    }

    [Fact]
    public void The_member_keeps_the_callers_deadline_and_gives_up_what_waits_G6()
    {
        _etcd.ChangeLeader(TimeSpan.FromSeconds(5));
        _wire.Timeout = TimeSpan.FromSeconds(2);

        WireCall<PutRequest, PutResponse> put =
            _wire.Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        _etcd.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, put.End?.Status);
        Assert.Equal("context deadline exceeded", put.End?.Text);
        Assert.Equal(TimeSpan.FromMilliseconds(2002), put.EndedAt);
        Assert.Equal(1, _etcd.Revision);
    }

    [Fact]
    public void A_message_above_the_transports_limit_is_refused_before_it_is_read_G3()
    {
        var request = new PutRequest { Key = Wire.Bytes("/a"), Value = Wire.Bytes(new string('x', 2_097_152)) };

        WireCall<PutRequest, PutResponse> put = _wire.Finish(EtcdMethods.Put, request);

        Assert.Equal(GrpcStatusCode.ResourceExhausted, put.End?.Status);
        Assert.Equal(
            $"grpc: received message larger than max ({request.CalculateSize()} vs. 2097152)", put.End?.Text);
        request.Value = Wire.Bytes(new string('x', 2_000_000));
        _wire.Refused(EtcdMethods.Put, request, EtcdErrorTexts.RequestTooLarge);
    }

    [Fact]
    public void An_answer_above_the_clients_limit_ends_the_call()
    {
        _wire.Put("/a", new string('x', 1000));
        _wire.MaxReceiveBytes = 500;

        WireCall<RangeRequest, RangeResponse> read =
            _wire.Finish(EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") });

        Assert.Empty(read.Received);
        Assert.Equal(CallFailure.TooLarge, read.End?.Failure);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, read.End?.Status);
    }

    [Fact]
    public void A_call_that_is_half_closed_without_a_message_is_an_error()
    {
        WireCall<PutRequest, PutResponse> put = _wire.Open(EtcdMethods.Put);
        put.Call.CompleteSending();
        _etcd.Time.Advance(2 * Millisecond);

        Assert.Equal(GrpcStatusCode.Internal, put.End?.Status);
    }

    [Fact]
    public void Cutting_streams_leaves_calls_alone_and_other_clients_too()
    {
        var other = new Wire(_etcd, "b");
        var mine = _wire.Watch(WireWatches.Prefix("/"));
        var others = other.Watch(WireWatches.Prefix("/"));
        WireCall<PutRequest, PutResponse> put =
            _wire.Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });

        _etcd.CutStreams("a");
        _etcd.Time.Advance(2 * Millisecond);

        Assert.Equal((CallFailure.Lost, SendState.MaybeSent), (mine.End?.Failure, mine.End?.Sent));
        Assert.Null(others.End);
        Assert.Single(put.Received);
    }

    [Fact]
    public void Cutting_everything_loses_answers_of_what_was_applied()
    {
        WireCall<PutRequest, PutResponse> put =
            _wire.Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        _etcd.Time.Advance(Millisecond);

        _etcd.CutStreams(streamsOnly: false);
        _etcd.Time.Advance(2 * Millisecond);

        Assert.Equal(CallFailure.Lost, put.End?.Failure);
        Assert.Empty(put.Received);
        Assert.Equal(2, _etcd.Revision);
    }

    [Fact]
    public async Task A_disposed_transport_has_no_open_calls_and_takes_none()
    {
        IEtcdTransport transport = _etcd.CreateTransport("c");
        var call = new WireCall<WatchRequest, WatchResponse>(_etcd.Time, EtcdMethods.Watch);
        var head = new CallHead(
            EtcdMethods.Watch, null, false, Timeout.InfiniteTimeSpan, CallLane.Streams, false, int.MaxValue);
        call.Start(transport.Open(_etcd.Endpoints[0], head, call));
        await transport.DisposeAsync();

        Assert.Equal(CallFailure.Lost, call.End?.Failure);
        Assert.Throws<ObjectDisposedException>(() => transport.Open(_etcd.Endpoints[0], head, call));
    }

    [Fact]
    public void A_fault_of_the_model_itself_is_not_swallowed()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { HistoryMax = 0 });
        var wire = new Wire(etcd);
        wire.Time.After(Millisecond, () => throw new FormatException("of the model"));

        Assert.Throws<FormatException>(() => wire.Put("/a"));
    }
}
