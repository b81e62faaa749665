using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: what a client sees of watches that keep up: etcd.md F7, F9, F12, F13, H1 to H3, H7, H9.
/// Method: watches on the wire of a model etcd; the facts were asked of etcd 3.4 and, where it differs, 3.5.
/// </summary>
public sealed partial class ModelWatchTests
{
    private readonly ModelEtcd _etcd = new();
    private readonly Wire _wire;

    public ModelWatchTests() => _wire = new Wire(_etcd);

    [Fact]
    public void A_watch_is_created_with_the_current_revision_and_gets_what_is_written_after_it()
    {
        _wire.Put("/a");
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        _wire.Put("/a");
        _wire.Put("other");
        _wire.Delete("/a");

        Assert.Equal(["0 created | 2", "0 +/a@3 | 3", "0 -/a@5 | 5"], watch.Told());
    }

    [Fact]
    public void All_events_of_a_revision_come_in_one_response_in_the_order_of_operations_F9()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        _wire.Call(EtcdMethods.Txn, new TxnRequest { Success = { Put("/b"), Put("other"), Put("/a") } });
        _wire.Call(EtcdMethods.DeleteRange, new DeleteRangeRequest { Key = Bytes("/"), RangeEnd = Bytes("0") });

        Assert.Equal(["0 created | 1", "0 +/b@2 +/a@2 | 2", "0 -/a@3 -/b@3 | 3"], watch.Told());
    }

    [Fact]
    public void A_watch_from_the_past_is_created_first_and_then_gets_everything_H2_H3()
    {
        _wire.Put("/a");
        _wire.Put("/b");

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 2));
        _wire.Time.Advance(TimeSpan.FromMilliseconds(200));
        _wire.Put("/c");

        Assert.Equal(["0 created | 3", "0 +/a@2 +/b@3 | 3", "0 +/c@4 | 4"], watch.Told());
    }

    [Fact]
    public void A_watch_from_the_future_is_silent_until_then_F13()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/", start: 4));

        for (var i = 0; i < 4; i++)
        {
            _wire.Put("/a");
        }

        Assert.Equal(["0 created | 1", "0 +/a@4 | 4", "0 +/a@5 | 5"], watch.Told());
    }

    [Fact]
    public void Below_the_compact_revision_a_watch_is_created_and_then_canceled_without_a_revision_F7()
    {
        WriteAndCompact(5, compact: 4);

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 3));
        _wire.Time.Advance(TimeSpan.FromMilliseconds(200));
        _wire.Put("/a");

        Assert.Equal(["0 created | 6", "0 canceled compacted 4 | 0"], watch.Told());
        Assert.NotEqual(0UL, watch.Received[1].Header.ClusterId);
    }

    [Fact]
    public void From_the_compact_revision_itself_a_watch_is_served_F7()
    {
        WriteAndCompact(5, compact: 4);

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 4));
        _wire.Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(["0 created | 6", "0 +/a@4 +/a@5 +/a@6 | 6"], watch.Told());
    }

    [Fact]
    public void A_watch_that_keeps_up_is_not_touched_by_compaction_H11()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        WriteAndCompact(2, compact: 3);
        _wire.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["0 created | 1", "0 +/a@2 | 2", "0 +/a@3 | 3"], watch.Told());
    }

    [Theory]
    [InlineData("b", "a", 0, "mvcc: watcher range is empty")]
    [InlineData("b", "b", 0, "mvcc: watcher range is empty")]
    [InlineData("b", "", -1, "etcdserver: mvcc: required revision has been compacted")]
    public void A_watch_that_cannot_be_is_created_and_canceled_at_once_H1(
        string key, string end, long start, string reason)
    {
        var watch = _wire.Watch(new WatchCreateRequest
        {
            Key = Bytes(key),
            RangeEnd = Bytes(end),
            StartRevision = start,
        });

        Assert.Equal([$"-1 created canceled '{reason}' | 1"], watch.Told());
        Assert.Null(watch.End);
    }

    [Fact]
    public void Ids_are_counted_or_given_and_never_given_twice_H1()
    {
        WatchCreateRequest given = WireWatches.Prefix("/");
        given.WatchId = 1;

        var watch = _wire.Watch(given, given, WireWatches.Prefix("/"), WireWatches.Prefix("/"));

        Assert.Equal(
            [
                "1 created | 1",
                "-1 created canceled 'mvcc: duplicate watch ID provided on the WatchStream' | 1",
                "0 created | 1",
                "2 created | 1",
            ],
            watch.Told());
    }

    [Fact]
    public void An_id_that_was_cancelled_is_not_counted_again_H1()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));
        watch.Cancel(0);
        watch.Create(WireWatches.Prefix("/"));
        _wire.Put("/a");

        Assert.Equal(["0 created | 1", "0 canceled | 1", "1 created | 1", "1 +/a@2 | 2"], watch.Told());
    }

    [Fact]
    public void Nothing_comes_after_canceled_and_unknown_ids_are_passed_over_H3()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));
        watch.Cancel(7);
        watch.Cancel(0);
        watch.Cancel(0);
        _wire.Put("/a");

        Assert.Equal(["0 created | 1", "0 canceled | 1"], watch.Told());
    }

    [Fact]
    public void An_empty_key_means_from_the_first_on_and_a_zero_end_means_without_end_H1()
    {
        var watch = _wire.Watch(
            new WatchCreateRequest { RangeEnd = Bytes("\0") },
            new WatchCreateRequest { Key = Bytes("b"), RangeEnd = Bytes("\0") },
            new WatchCreateRequest { Key = Bytes("b") });

        _wire.Put("a");
        _wire.Put("b");
        _wire.Put("c");

        Assert.Equal(
            ["0 +a@2 | 2", "0 +b@3 | 3", "1 +b@3 | 3", "2 +b@3 | 3", "0 +c@4 | 4", "1 +c@4 | 4"],
            watch.Told()[3..]);
    }

    [Fact]
    public void Filters_leave_events_out_and_what_became_empty_is_not_sent_H7()
    {
        WatchCreateRequest noPut = WireWatches.Prefix("/");
        noPut.Filters.Add(WatchCreateRequest.Types.FilterType.Noput);
        WatchCreateRequest noDelete = WireWatches.Prefix("/");
        noDelete.Filters.Add(WatchCreateRequest.Types.FilterType.Nodelete);
        var watch = _wire.Watch(noPut, noDelete);

        _wire.Put("/a");
        _wire.Delete("/a");

        Assert.Equal(["1 +/a@2 | 2", "0 -/a@3 | 3"], watch.Told()[2..]);
    }

    [Fact]
    public void The_pair_before_comes_if_asked_for_but_not_for_creations_nor_from_before_the_compaction_H7()
    {
        WatchCreateRequest withPrevious = WireWatches.Prefix("/");
        withPrevious.PrevKv = true;
        var watch = _wire.Watch(withPrevious);

        _wire.Put("/a", "1");
        _wire.Put("/a", "2");
        _wire.Delete("/a");
        Event[] events = [.. watch.Received.SelectMany(response => response.Events)];
        Assert.Null(events[0].PrevKv);
        Assert.Equal("1", events[1].PrevKv.Value.ToStringUtf8());
        Assert.Equal("2", events[2].PrevKv.Value.ToStringUtf8());

        _etcd.CompactAsAnotherClient(3);
        withPrevious.StartRevision = 3;
        var late = _wire.Watch(withPrevious);
        _wire.Time.Advance(TimeSpan.FromMilliseconds(200));
        events = [.. late.Received.SelectMany(response => response.Events)];
        Assert.Null(events[0].PrevKv);
        Assert.Equal("2", events[1].PrevKv.Value.ToStringUtf8());
    }

    private static Google.Protobuf.ByteString Bytes(string text) => Wire.Bytes(text);

    private static RequestOp Put(string key) => new() { RequestPut = new PutRequest { Key = Bytes(key) } };

    private void WriteAndCompact(int writes, long compact)
    {
        for (var i = 0; i < writes; i++)
        {
            _wire.Put("/a");
        }

        _wire.Call(EtcdMethods.Compact, new CompactionRequest { Revision = compact });
    }
}
