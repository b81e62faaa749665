using ActorOrchestrator.Etcd;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Histories;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: a run can be told afterwards, and told the same when it is run again: etcd.md S19, section 11.
/// Method: clients at work under faults, twice; and histories of a few calls.
/// </summary>
public sealed class HistoryTests
{
    private static readonly FaultPlan Trouble = FaultPlan.Parse("""
        seed 11
        chance 0.1 method="Put" => drop-response
        chance 0.1 method="Put" => delay before=00:00:00.0300000
        chance 0.1 method="Put" => reorder
        chance 0.2 method="Watch" => watch-delay by=00:00:00.0500000
        chance 0.1 method="Watch" => watch-repeat
        chance 0.05 method="Watch" => watch-break
        at 00:00:02 => leader-change duration=00:00:01
        at 00:00:06 => partition members=["model-2"] duration=00:00:02
        revision 60 => compact
        """);

    [Fact]
    public void The_same_plan_and_seed_give_the_same_transcript_byte_for_byte_S19()
    {
        string first = Run(Trouble, seed: 1);

        Assert.Equal(first, Run(Trouble, seed: 1));
        Assert.True(first.Split('\n').Length > 500);
        Assert.Contains("!! ", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_gives_another_run_S19()
    {
        string first = Run(Trouble, seed: 1);

        Assert.NotEqual(first, Run(Trouble with { Seed = 12 }, seed: 1));
        Assert.NotEqual(first, Run(Trouble, seed: 2));
    }

    [Fact]
    public void A_failing_plan_is_shrunk_to_a_minimal_one_that_still_fails_S19()
    {
        static bool Fails(FaultPlan plan) => Run(plan, seed: 1).Contains("leader changed", StringComparison.Ordinal);
        FaultPlan plan = Trouble.With(
            new FaultTrigger.Call(7), new Fault.Error("etcdserver: leader changed", applied: true), new("Put"));

        FaultPlan shrunk = plan.Shrink(Fails, runsMax: 40);

        Assert.Equal("etcdserver: leader changed", ((Fault.Error)Assert.Single(shrunk.Rules).Fault).Text);
    }

    [Fact]
    public void Every_call_is_there_with_its_instants_and_its_outcome()
    {
        var etcd = new ModelEtcd();
        var wire = new Wire(etcd, "me");
        wire.Put("/a", "1");
        wire.Finish(EtcdMethods.Put, new PutRequest());
        wire.Watch(WireWatches.Prefix("/"));

        ImmutableArray<HistoryCall> calls = etcd.History.Calls;

        Assert.Equal(["Put", "Put", "Watch"], calls.Select(call => call.Method.Name));
        Assert.Equal(("me", "model-1", "/a", 2L), (
            calls[0].Client, calls[0].Member, calls[0].Key.ToStringUtf8(), calls[0].Revision));
        Assert.Equal(
            (TimeSpan.Zero, TimeSpan.FromMilliseconds(2), GrpcStatusCode.OK),
            (calls[0].Invoked, calls[0].Answered!.Value, calls[0].Status!.Value));
        Assert.Equal("1", ((PutRequest)calls[0].Request!).Value.ToStringUtf8());
        Assert.Equal(
            (GrpcStatusCode.InvalidArgument, EtcdErrorTexts.KeyNotProvided.Text),
            (calls[1].Status!.Value, calls[1].Error));
        Assert.Null(calls[1].Response);
        Assert.Null(calls[2].Answered);
    }

    [Fact]
    public void A_transcript_is_a_line_a_message_write_or_fault()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions
        {
            Faults = FaultPlan.None.With(new FaultTrigger.Call(2), new Fault.DropResponse()),
        });
        var wire = new Wire(etcd, "me");
        wire.Put("/a\x01\"", new string('x', 70));
        wire.Finish(EtcdMethods.DeleteRange, new DeleteRangeRequest { Key = Wire.Bytes("/"), PrevKv = true });
        WireCall<PutRequest, PutResponse> put = wire.Open(EtcdMethods.Put);
        put.Call.Abort();

        string[] lines = Lines(etcd);

        Assert.Equal(
            "00:00:00 #1 me model-1 Put > {key: \"/a\\x01\\x22\", value: \"" + new string('x', 64) + "\"+6}", lines[0]);
        Assert.Equal("00:00:00.0010000 == revision 2, 1 events, by me Put", lines[1]);
        Assert.Equal("00:00:00.0020000 #1 me model-1 Put = OK", lines[3]);
        Assert.Equal("00:00:00.0030000 !! call 2 => drop-response on #2", lines[5]);
        Assert.Equal(
            "00:00:00.0030000 #2 me model-1 DeleteRange = Unavailable Lost the response was dropped", lines[6]);
        Assert.Equal("00:00:00.0030000 #3 me model-1 Put = aborted by its client", lines[7]);
    }

    [Fact]
    public void The_oldest_lines_go_first_and_are_counted()
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { HistoryMax = 10 });
        var wire = new Wire(etcd);
        for (var i = 0; i < 5; i++)
        {
            wire.Put("/a");
        }

        // A request, a write, a response and an end each.
        Assert.Equal(10, Lines(etcd).Length);
        Assert.Equal(10, etcd.History.Dropped);

        var none = new ModelEtcd(new ModelEtcdOptions { HistoryMax = 0 });
        new Wire(none).Put("/a");
        Assert.Equal("", none.History.ToString());
        Assert.Equal(0, none.History.Dropped);
    }

    [Fact]
    public void A_key_is_explained_by_its_writes_and_its_present()
    {
        var etcd = new ModelEtcd();
        var wire = new Wire(etcd, "me");
        wire.Put("/a", "1");
        wire.Delete("/a");
        wire.Grant(31, 60);
        wire.Put("/a", "2", lease: 31);

        Assert.Equal(
            """
            "/a"
            00:00:00.0010000 revision 2: put "1", version 1, created at 2, by me Put
            00:00:00.0030000 revision 3: deleted, by me DeleteRange
            00:00:00.0070000 revision 4: put "2", version 1, created at 4, lease 1f, by me Put
            now: "2", version 1, created at 4, lease 1f with 59 s left of 60 s
            """.ReplaceLineEndings("\n"),
            etcd.Explain("/a"));
        etcd.ExpireLease(31);
        Assert.EndsWith(
            "revision 5: deleted, by early expiry\nnow: absent", etcd.Explain("/a"), StringComparison.Ordinal);
        Assert.Equal("\"/never\"\nnow: absent", etcd.Explain("/never"));
    }

    private static string[] Lines(ModelEtcd etcd) => etcd.History.ToString().TrimEnd('\n').Split('\n');

    // Two clients write, one watches with the real client's own repeats and resumes.
    private static string Run(FaultPlan plan, int seed)
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { Seed = seed, Members = 3, Faults = plan });
        etcd.Time.Run(async () =>
        {
            await using IEtcdClient reader = etcd.CreateClient("reader");
            await using IEtcdWatcher watcher = reader.Watch.Open(new WatchSpec(KeyRange.Prefix("/")));
            Task[] writers = [WriteAsync(etcd, "one"), WriteAsync(etcd, "two")];
            await Task.WhenAll(writers);
            await Task.Delay(TimeSpan.FromSeconds(5), etcd.Time);
        });
        return etcd.History.ToString();
    }

    private static async Task WriteAsync(ModelEtcd etcd, string name)
    {
        await using IEtcdClient client = etcd.CreateClient(name);
        for (var i = 0; i < 60; i++)
        {
            try
            {
                await client.Kv.PutAsync($"/{name}", $"{i}");
            }
            catch (EtcdException error) when (error.Class is ErrorClass.Ambiguous or ErrorClass.Transient)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), etcd.Time);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), etcd.Time);
        }
    }
}
