using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Model.Faults;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: how watches that are behind catch up: etcd.md F8, H6, H8.
/// Method: long histories, and the instants at which responses come.
/// </summary>
public sealed class ModelWatchCatchUpTests
{
    private static readonly TimeSpan Pass = TimeSpan.FromMilliseconds(100);

    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Latency = TimeSpan.Zero });
    private readonly Wire _wire;

    public ModelWatchCatchUpTests() => _wire = new Wire(_etcd);

    [Fact]
    public void At_most_a_thousand_revisions_come_in_a_response_and_a_pass_F8()
    {
        Write(2500);

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 1));
        _wire.Time.Advance(10 * Pass);

        Assert.Equal([0, 1000, 1000, 500], watch.Received.Select(response => response.Events.Count));
        Assert.Equal([Pass, 2 * Pass, 3 * Pass], watch.ReceivedAt[1..]);
        Assert.All(watch.Received, response => Assert.Equal(2501, response.Header.Revision));
        Assert.Equal(
            Enumerable.Range(2, 2500).Select(revision => (long)revision),
            watch.Received.SelectMany(response => response.Events).Select(change => change.Kv.ModRevision));
    }

    [Fact]
    public void A_revision_is_never_split_over_responses_F9()
    {
        Write(999);
        var both = new TxnRequest { Success = { Put("/x"), Put("/y") } };
        _wire.Call(EtcdMethods.Txn, both);
        _wire.Call(EtcdMethods.Txn, both);

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 2));
        _wire.Time.Advance(10 * Pass);

        Assert.Equal([0, 1001, 2], watch.Received.Select(response => response.Events.Count));
    }

    [Fact]
    public void Only_revisions_of_the_watchs_own_keys_count_F8()
    {
        for (var i = 0; i < 1500; i++)
        {
            _etcd.Foreign(new ForeignWrite(i % 2 == 0 ? "/a" : "other", "x"));
        }

        var watch = _wire.Watch(WireWatches.Prefix("/", start: 1));
        _wire.Time.Advance(10 * Pass);

        Assert.Equal([0, 750], watch.Received.Select(response => response.Events.Count));
    }

    [Fact]
    public void A_pass_serves_512_watchers_and_the_next_one_comes_at_once_while_there_is_progress_F8()
    {
        Write(1);

        var watch = _wire.Watch([.. Enumerable.Range(0, 1030).Select(_ => WireWatches.Prefix("/", start: 1))]);
        _wire.Time.Advance(10 * Pass);

        Assert.Equal(1030, watch.Received.Count(response => response.Events.Count == 1));
        Assert.Equal(Pass, watch.ReceivedAt[^1]);
    }

    [Fact]
    public void What_is_written_while_a_watch_catches_up_comes_after_the_rest_and_once()
    {
        Write(1500);
        var watch = _wire.Watch(WireWatches.Prefix("/", start: 1));
        _wire.Time.Advance(Pass);
        Write(10);
        _wire.Time.Advance(Pass);
        Write(1);
        _wire.Time.Advance(TimeSpan.Zero);

        Assert.Equal([0, 1000, 510, 1], watch.Received.Select(response => response.Events.Count));
        Assert.Equal([1501, 1501, 1511, 1512], watch.Received.Select(response => response.Header.Revision));
    }

    [Fact]
    public void A_watch_that_is_overtaken_by_compaction_while_it_catches_up_is_cancelled_H6()
    {
        Write(1500);
        var watch = _wire.Watch(WireWatches.Prefix("/", start: 1));
        _wire.Time.Advance(Pass);
        _etcd.CompactAsAnotherClient(1400);
        _wire.Time.Advance(Pass);

        Assert.Equal("0 canceled compacted 1400 | 0", watch.Told()[^1]);
        Assert.Equal(3, watch.Received.Count);
    }

    [Fact]
    public void Large_responses_come_in_fragments_if_asked_for_H8()
    {
        WriteLarge(50, bytes: 60_000);
        WatchCreateRequest fragments = WireWatches.Prefix("/", start: 1);
        fragments.Fragment = true;

        var watch = _wire.Watch(fragments, WireWatches.Prefix("/", start: 1));
        _wire.Time.Advance(Pass);

        WatchResponse[] parts = [.. watch.Received.Where(response => response is { WatchId: 0, Events.Count: > 0 })];
        Assert.Equal([true, false], parts.Select(part => part.Fragment));
        Assert.All(parts, part => Assert.True(part.CalculateSize() < 2_097_152));
        Assert.Equal(34, parts[0].Events.Count);
        WatchResponse whole = Assert.Single(watch.Received, r => r is { WatchId: 1, Events.Count: > 0 });
        Assert.False(whole.Fragment);
        Assert.Equal(whole.Events, parts.SelectMany(part => part.Events));
    }

    [Fact]
    public void A_response_below_the_limit_is_whole_also_if_fragments_were_asked_for_H8()
    {
        WriteLarge(34, bytes: 60_000);
        WatchCreateRequest fragments = WireWatches.Prefix("/", start: 1);
        fragments.Fragment = true;

        var watch = _wire.Watch(fragments);
        _wire.Time.Advance(Pass);

        Assert.Equal([0, 34], watch.Received.Select(response => response.Events.Count));
        Assert.DoesNotContain(watch.Received, response => response.Fragment);
    }

    [Fact]
    public void A_slow_reader_gets_the_rest_later_and_holds_nobody_back_H5()
    {
        _wire.ReadsSlowly = true;
        var slow = _wire.Watch(WireWatches.Prefix("/"));
        _wire.ReadsSlowly = false;
        var fast = _wire.Watch(WireWatches.Prefix("/"));

        WriteLarge(40, bytes: 60_000);
        _wire.Time.Advance(Pass);
        Assert.Equal(41, fast.Received.Count);
        int stuck = slow.Received.Count;
        Assert.InRange(stuck, 2, 20);
        while (slow.Received.Sum(response => response.Events.Count) < 40)
        {
            slow.Call.Consumed(1024 * 1024);
            _wire.Time.Advance(Pass);
        }

        Assert.Equal(
            fast.Received.SelectMany(response => response.Events),
            slow.Received.SelectMany(response => response.Events));
    }

    private static RequestOp Put(string key) => new() { RequestPut = new PutRequest { Key = Wire.Bytes(key) } };

    private void Write(int revisions)
    {
        for (var i = 0; i < revisions; i++)
        {
            _etcd.Foreign(new ForeignWrite("/a", "x"));
        }
    }

    private void WriteLarge(int revisions, int bytes)
    {
        for (var i = 0; i < revisions; i++)
        {
            _etcd.Foreign(new ForeignWrite("/a", new string('x', bytes)));
            _etcd.Time.Advance(TimeSpan.Zero);
        }
    }
}
