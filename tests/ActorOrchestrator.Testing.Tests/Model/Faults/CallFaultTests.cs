using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <summary>
/// Goal: each fault of a call has its effect, on that call, and no other.
/// Method: three puts, the second of which is met; what the caller hears, when, and what is in the store.
/// </summary>
public sealed partial class CallFaultTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(false, CallFailure.Lost, SendState.MaybeSent)]
    [InlineData(true, CallFailure.NotReached, SendState.NotSent)]
    public void A_dropped_request_is_not_applied(bool refused, CallFailure failure, SendState sent)
    {
        (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) = Meet(new Fault.DropRequest(refused));

        Assert.Equal((failure, sent), (call.End!.Value.Failure, call.End.Value.Sent));
        Assert.Equal(!refused, call.Call.MayHaveLeft);
        Assert.Equal(["/1", "/3"], Keys(etcd));
    }

    [Theory]
    [InlineData(LostAnswer.Reset, GrpcStatusCode.Unavailable, "the response was dropped")]
    [InlineData(LostAnswer.TimedOut, GrpcStatusCode.Unavailable, "etcdserver: request timed out")]
    [InlineData(LostAnswer.LeaderChanged, GrpcStatusCode.Unavailable, "etcdserver: leader changed")]
    [InlineData(LostAnswer.Silence, null, null)]
    public void A_dropped_response_belongs_to_a_request_that_was_applied(
        LostAnswer how, GrpcStatusCode? status, string? text)
    {
        (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) = Meet(new Fault.DropResponse(how));

        Assert.Empty(call.Received);
        Assert.Equal((status, text), (call.End?.Status, call.End?.Text));
        Assert.Equal(["/1", "/2", "/3"], Keys(etcd));
    }

    [Fact]
    public void A_dropped_response_may_be_that_of_a_refusal()
    {
        var etcd = new ModelEtcd(Options(new Fault.DropResponse(), new FaultTrigger.Call(1)));

        WireCall<PutRequest, PutResponse> call = new Wire(etcd).Finish(EtcdMethods.Put, new PutRequest());

        Assert.Equal(CallFailure.Lost, call.End?.Failure);
    }

    [Fact]
    public void A_delay_before_lets_others_go_ahead()
    {
        (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) = Meet(new Fault.Delay(50 * Millisecond));

        Assert.Equal(4, call.Received[0].Header.Revision);
        Assert.Equal([52 * Millisecond], call.ReceivedAt);
        Assert.Equal(["/1", "/2", "/3"], Keys(etcd));
    }

    [Fact]
    public void A_delay_after_holds_the_answer_only()
    {
        (WireCall<PutRequest, PutResponse> call, _) = Meet(new Fault.Delay(TimeSpan.Zero, 50 * Millisecond));

        Assert.Equal(3, call.Received[0].Header.Revision);
        Assert.Equal([52 * Millisecond], call.ReceivedAt);
    }

    [Fact]
    public void A_reordered_call_is_applied_right_after_the_next_one()
    {
        (WireCall<PutRequest, PutResponse> call, _) = Meet(new Fault.Reorder());

        Assert.Equal(4, call.Received[0].Header.Revision);
        Assert.Equal([2 * Millisecond], call.ReceivedAt);
    }

    [Fact]
    public void A_reordered_call_without_a_concurrent_one_waits_for_a_moment_only()
    {
        var wire = new Wire(new ModelEtcd(Options(new Fault.Reorder(), new FaultTrigger.Call(1))));

        wire.Put("/1");

        Assert.Equal(102 * Millisecond, wire.Time.Elapsed);
    }

    [Fact]
    public void Every_error_of_the_table_can_be_answered_without_applying()
    {
        foreach (EtcdError error in EtcdErrorTexts.Answers)
        {
            (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) = Meet(new Fault.Error(error.Text));

            Assert.Equal((error.Status, error.Text), (call.End!.Value.Status, call.End.Value.Text));
            Assert.Equal(SendState.Answered, call.End.Value.Sent);
            Assert.Equal(["/1", "/3"], Keys(etcd));
        }
    }

    [Fact]
    public void An_error_that_leaves_it_open_can_come_after_applying()
    {
        (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) =
            Meet(new Fault.Error("etcdserver: request timed out", applied: true));

        Assert.Equal("etcdserver: request timed out", call.End?.Text);
        Assert.Equal(["/1", "/2", "/3"], Keys(etcd));
    }

    [Fact]
    public void Permission_can_be_denied_whatever_the_rights()
    {
        (WireCall<PutRequest, PutResponse> call, ModelEtcd etcd) = Meet(new Fault.DenyPermission());

        Assert.Equal(GrpcStatusCode.PermissionDenied, call.End?.Status);
        Assert.Equal(["/1", "/3"], Keys(etcd));
    }

    [Fact]
    public void A_stalled_keep_alive_renews_at_once_and_is_answered_late()
    {
        FaultPlan plan = FaultPlan.None.With(
            new FaultTrigger.Call(
                2), new Fault.StallKeepAlive(TimeSpan.FromSeconds(3)), new("LeaseKeepAlive", "/held"));
        var etcd = new ModelEtcd(new ModelEtcdOptions { Faults = plan, Latency = TimeSpan.Zero });
        var wire = new Wire(etcd);
        wire.Grant(7, 5);
        wire.Put("/held", lease: 7);
        WireCall<LeaseKeepAliveRequest, LeaseKeepAliveResponse> stream = wire.Open(EtcdMethods.LeaseKeepAlive);

        stream.Send(new LeaseKeepAliveRequest { ID = 7 });
        stream.Send(new LeaseKeepAliveRequest { ID = 7 });
        etcd.Time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(3)], stream.ReceivedAt);
        etcd.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, etcd.Revision);
    }

    [Fact]
    public void A_compaction_during_paging_takes_the_next_page_away_and_not_the_first()
    {
        FaultPlan plan = FaultPlan.None.With(new FaultTrigger.Call(1), new Fault.CompactDuringPaging(), new("Range"));
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = plan }));
        wire.Put("/1");
        wire.Put("/2");
        var page = new RangeRequest { Key = Wire.Bytes("/"), RangeEnd = Wire.Bytes("0"), Limit = 1 };

        RangeResponse first = wire.Call(EtcdMethods.Range, page);
        page.Revision = first.Header.Revision;

        Assert.True(first.More);
        wire.Refused(EtcdMethods.Range, page, EtcdErrorTexts.Compacted);
    }

    private static string Outcomes(FaultPlan plan)
    {
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = plan }));
        return string.Concat(Enumerable.Range(0, 40).Select(_ =>
            wire.Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }).Received.Count == 0 ? 'x' : '.'));
    }

    private static ModelEtcdOptions Options(Fault fault, FaultTrigger trigger) =>
        new() { Faults = FaultPlan.None.With(trigger, fault) };

    private static string[] Keys(ModelEtcd etcd)
    {
        var all = new RangeRequest { Key = Wire.Bytes("\0"), RangeEnd = Wire.Bytes("\0") };
        return [.. etcd.Kernel.Store.Range(all).Kvs.Select(pair => pair.Key.ToStringUtf8())];
    }

    // Three puts at once; the second is met.
    private static (WireCall<PutRequest, PutResponse> Call, ModelEtcd Etcd) Meet(Fault fault)
    {
        var etcd = new ModelEtcd(Options(fault, new FaultTrigger.Call(2)));
        var wire = new Wire(etcd);
        WireCall<PutRequest, PutResponse>[] calls =
        [
            .. Enumerable.Range(1, 3).Select(i =>
                wire.Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes($"/{i}") })),
        ];
        etcd.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(calls[0].Received);
        Assert.Single(calls[2].Received);
        return (calls[1], etcd);
    }
}
