using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model.Faults;

/// <summary>
/// Goal: each fault of watches has its effect, on the response and the watch that it meets, and no other.
/// Method: a watch of /a and one of /b on a stream, and puts; the second response with events of /a is met.
/// </summary>
public sealed class WatchFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_delayed_response_holds_back_its_watch_and_keeps_its_order()
    {
        var (wire, watch) = Start(new Fault.WatchDelay(5 * Second));

        Write(wire, "/a", "/a", "/b", "/a");
        wire.Time.Advance(Second);
        Assert.Equal(["0 +/a@2 | 2", "1 +/b@4 | 4"], watch.Told()[2..]);
        wire.Time.Advance(5 * Second);

        Assert.Equal(["0 +/a@3 | 3", "0 +/a@5 | 5"], watch.Told()[4..]);
    }

    [Fact]
    public void A_delayed_response_holds_back_progress_that_speaks_for_all()
    {
        var (wire, watch) = Start(new Fault.WatchDelay(5 * Second));
        Write(wire, "/a", "/a");

        watch.AskProgress();
        wire.Time.Advance(10 * Second);

        Assert.Equal(["0 +/a@2 | 2", "0 +/a@3 | 3", "-1 | 3"], watch.Told()[2..]);
    }

    [Fact]
    public void A_whole_stream_can_be_delayed()
    {
        var (wire, watch) = Start(new Fault.WatchDelay(5 * Second, WholeStream: true));

        Write(wire, "/a", "/a", "/b");
        wire.Time.Advance(Second);
        Assert.Equal(["0 +/a@2 | 2"], watch.Told()[2..]);
        wire.Time.Advance(5 * Second);

        Assert.Equal(["0 +/a@3 | 3", "1 +/b@4 | 4"], watch.Told()[3..]);
    }

    [Fact]
    public void A_split_response_comes_revision_by_revision()
    {
        var (wire, watch) = StartFromHistory(new Fault.WatchSplit(), fragments: false);

        wire.Time.Advance(Second);

        Assert.Equal(["0 +/a@2 | 4", "0 +/a@3 +/a2@3 | 4", "0 +/a@4 | 4"], watch.Told()[1..]);
    }

    [Theory]
    [InlineData(true, new[] { "0 fragment +/a@2 | 4", "0 fragment +/a@3 | 4", "0 fragment +/a2@3 | 4", "0 +/a@4 | 4" })]
    [InlineData(false, new[] { "0 +/a@2 | 4", "0 +/a@3 +/a2@3 | 4", "0 +/a@4 | 4" })]
    public void A_response_is_split_into_fragments_only_for_who_asked_for_them(bool fragments, string[] told)
    {
        var (wire, watch) = StartFromHistory(new Fault.WatchSplit(Fragments: true), fragments);

        wire.Time.Advance(Second);

        Assert.Equal(told, watch.Told()[1..]);
    }

    [Theory]
    [InlineData(1, new[] { "0 +/a@2 | 2", "0 +/a@3 | 3", "0 +/a@3 | 3", "0 +/a@4 | 4" })]
    [InlineData(2, new[] { "0 +/a@2 | 2", "0 +/a@3 | 3", "0 +/a@2 | 2", "0 +/a@3 | 3", "0 +/a@4 | 4" })]
    public void The_last_responses_come_again(int count, string[] told)
    {
        var (wire, watch) = Start(new Fault.WatchRepeat(count));

        Write(wire, "/a", "/a", "/a");

        Assert.Equal(told, watch.Told()[2..]);
    }

    [Fact]
    public void An_old_response_comes_before_a_new_one()
    {
        var (wire, watch) = Start(new Fault.WatchOld());

        Write(wire, "/a", "/a");

        Assert.Equal(["0 +/a@2 | 2", "0 +/a@2 | 2", "0 +/a@3 | 3"], watch.Told()[2..]);
    }

    [Fact]
    public void A_broken_stream_is_reset_instead_of_the_response()
    {
        var (wire, watch) = Start(new Fault.WatchBreak());

        Write(wire, "/a", "/a");

        Assert.Equal(["0 +/a@2 | 2"], watch.Told()[2..]);
        Assert.Equal(CallFailure.Lost, watch.End?.Failure);
    }

    [Fact]
    public void A_broken_stream_may_end_in_etcds_own_words()
    {
        var (wire, watch) = Start(new Fault.WatchBreak(EtcdErrorTexts.NoLeader.Text));

        Write(wire, "/a", "/a");

        Assert.Equal(
            (EtcdErrorTexts.NoLeader.Status, EtcdErrorTexts.NoLeader.Text), (watch.End?.Status, watch.End?.Text));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 5)]
    public void A_silent_stream_stays_open_and_brings_everything_later_or_nothing(int seconds, int received)
    {
        var (wire, watch) = Start(new Fault.WatchSilence(seconds * Second));

        Write(wire, "/a", "/a", "/b");
        wire.Time.Advance(2 * Second);
        Assert.Equal(3, watch.Received.Count);
        wire.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(received, watch.Received.Count);
        Assert.Null(watch.End);
    }

    [Fact]
    public void A_watch_is_cancelled_by_the_member_and_the_others_go_on()
    {
        var (wire, watch) = Start(new Fault.WatchCancel("etcdserver: no leader"));

        Write(wire, "/a", "/a", "/a", "/b");

        Assert.Equal(
            ["0 +/a@2 | 2", "0 canceled 'etcdserver: no leader' | 3", "1 +/b@5 | 5"], watch.Told()[2..]);
    }

    // Two watches; the second response with events of the first one is met.
    private static (Wire Wire, WireCall<WatchRequest, WatchResponse> Watch) Start(Fault fault)
    {
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { Faults = Plan(2, fault) }));
        return (wire, wire.Watch(WireWatches.Prefix("/a"), WireWatches.Prefix("/b")));
    }

    // Three revisions in the first response, the second of which has two events.
    private static (Wire Wire, WireCall<WatchRequest, WatchResponse> Watch) StartFromHistory(
        Fault fault, bool fragments)
    {
        var etcd = new ModelEtcd(new ModelEtcdOptions { Faults = Plan(1, fault) });
        var wire = new Wire(etcd);
        etcd.Foreign(new ForeignWrite("/a", "1"));
        etcd.Foreign(new ForeignWrite("/a", "2"), new ForeignWrite("/a2", "2"));
        etcd.Foreign(new ForeignWrite("/a", "3"));
        WatchCreateRequest create = WireWatches.Prefix("/a", start: 1);
        create.Fragment = fragments;
        return (wire, wire.Watch(create));
    }

    private static FaultPlan Plan(long number, Fault fault) =>
        FaultPlan.None.With(new FaultTrigger.Call(number), fault, new FaultMatch(KeyPrefix: "/a"));

    private static void Write(Wire wire, params string[] keys)
    {
        foreach (string key in keys)
        {
            wire.Put(key);
        }
    }
}
