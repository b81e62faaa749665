using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <content>More faults of calls.</content>
public sealed partial class CallFaultTests
{
    [Fact]
    public void A_dropped_message_of_a_stream_takes_the_stream_with_it()
    {
        FaultPlan plan = FaultPlan.None.With(new FaultTrigger.Call(2), new Fault.DropRequest(), new("Watch"));
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = plan }));

        var watch = wire.Watch(WireWatches.Prefix("/a"));
        watch.Create(WireWatches.Prefix("/b"));
        wire.Put("/a");

        Assert.Equal(["0 created | 1"], watch.Told());
        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
    }

    [Theory]
    [InlineData("Put", null, null, null, 2)]
    [InlineData("Range", null, null, null, 0)]
    [InlineData(null, "/1", null, null, 1)]
    [InlineData(null, "/", null, null, 2)]
    [InlineData(null, null, "model-2", null, 1)]
    [InlineData(null, null, null, "b", 1)]
    [InlineData("Put", "/2", "model-2", "b", 1)]
    [InlineData("Put", "/1", "model-2", "b", 0)]
    public void A_match_says_which_calls_are_met(
        string? method, string? prefix, string? member, string? client, int refused)
    {
        FaultPlan plan = FaultPlan.None.With(
            new FaultTrigger.Chance(1), new Fault.DenyPermission(), new(method, prefix, member, client));
        var etcd = new ModelEtcd(new ModelEtcdOptions { Members = 2, Faults = plan });

        var first = new Wire(etcd, "a").Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/1") });
        var second = new Wire(etcd, "b") { Member = 1 }
            .Finish(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/2") });

        Assert.Equal(refused, new[] { first, second }.Count(call => call.End?.Status is not GrpcStatusCode.OK));
    }

    [Fact]
    public void A_trigger_by_revision_or_instant_meets_the_first_call_from_then_on()
    {
        FaultPlan plan = FaultPlan.None
            .With(new FaultTrigger.Revision(3), new Fault.DenyPermission())
            .With(new FaultTrigger.At(TimeSpan.FromSeconds(5)), new Fault.Error("etcdserver: too many requests"));
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = plan }));
        var put = new PutRequest { Key = Wire.Bytes("/a") };

        wire.Put("/a");
        wire.Put("/a");
        wire.Refused(EtcdMethods.Put, put, EtcdErrorTexts.PermissionDenied);
        wire.Put("/a");
        wire.Time.Advance(TimeSpan.FromSeconds(5));
        wire.Refused(EtcdMethods.Put, put, EtcdErrorTexts.TooManyRequests);
        wire.Put("/a");
    }

    [Fact]
    public void Chance_is_drawn_from_the_seed_for_each_rule_by_itself()
    {
        var rule = new FaultTrigger.Chance(0.5);
        FaultPlan plan = new FaultPlan(3, []).With(rule, new Fault.DenyPermission());
        string alone = Outcomes(plan);

        Assert.Equal(alone, Outcomes(plan));
        Assert.Equal(alone, Outcomes(plan.With(rule, new Fault.Delay(Millisecond))));
        Assert.NotEqual(alone, Outcomes(plan with { Seed = 4 }));
        Assert.InRange(alone.Count(outcome => outcome is 'x'), 10, 30);
    }

    [Theory]
    [InlineData("Txn")]
    [InlineData("LeaseRevoke")]
    [InlineData("LeaseTimeToLive")]
    [InlineData("DeleteRange")]
    [InlineData("Lock")]
    [InlineData("Unlock")]
    [InlineData("Campaign")]
    [InlineData("Leader")]
    [InlineData("Proclaim")]
    [InlineData("Resign")]
    public void A_key_prefix_is_found_in_every_request_that_names_keys(string method)
    {
        FaultPlan plan = FaultPlan.None.With(new FaultTrigger.Call(1), new Fault.DenyPermission(), new(method, "/x"));
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = plan }));
        wire.Grant(7, 50);
        wire.Put("/x", lease: 7);
        var delete = new DeleteRangeRequest { Key = Wire.Bytes("/x/y") };
        var inner = new TxnRequest { Success = { new RequestOp { RequestDeleteRange = delete } } };
        var nested = new TxnRequest { Failure = { new RequestOp { RequestTxn = inner } } };
        var leader = new LeaderKey { Key = Wire.Bytes("/x/7"), Rev = 1 };

        GrpcStatusCode? status = method switch
        {
            "Txn" => wire.Finish(EtcdMethods.Txn, nested).End?.Status,
            "LeaseRevoke" => wire.Finish(EtcdMethods.LeaseRevoke, new() { ID = 7 }).End?.Status,
            "LeaseTimeToLive" => wire.Finish(EtcdMethods.LeaseTimeToLive, new() { ID = 7 }).End?.Status,
            "DeleteRange" => wire.Finish(EtcdMethods.DeleteRange, new() { Key = Wire.Bytes("/x") }).End?.Status,
            "Lock" => wire.Finish(EtcdMethods.Lock, new() { Name = Wire.Bytes("/x"), Lease = 7 }).End?.Status,
            "Unlock" => wire.Finish(EtcdMethods.Unlock, new() { Key = Wire.Bytes("/x/7") }).End?.Status,
            "Campaign" => wire.Finish(EtcdMethods.Campaign, new() { Name = Wire.Bytes("/x"), Lease = 7 }).End?.Status,
            "Leader" => wire.Finish(EtcdMethods.Leader, new() { Name = Wire.Bytes("/x") }).End?.Status,
            "Proclaim" => wire.Finish(EtcdMethods.Proclaim, new() { Leader = leader }).End?.Status,
            _ => wire.Finish(EtcdMethods.Resign, new() { Leader = leader }).End?.Status,
        };

        Assert.Equal(GrpcStatusCode.PermissionDenied, status);
    }
}
