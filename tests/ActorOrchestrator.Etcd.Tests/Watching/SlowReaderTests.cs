using ActorOrchestrator.Testing;

namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>
/// Goal: a reader that does not read costs a bounded queue, holds nobody back and loses nothing (etcd.md W8, scenario
/// S13), and progress is trusted only where it can be (W3).
/// Method: the server's side is played by hand, in virtual time.
/// </summary>
public sealed class SlowReaderTests
{
    private readonly WatchWire _wire = new();

    [Fact]
    public async Task S13_a_reader_that_does_not_read_is_bounded_and_misses_nothing_when_it_reads_again()
    {
        var log = new RecordingLog();
        WatchWire wire = new(o => o.Log = log);
        IEtcdWatcher slow = wire.Client.Watch.Open(Spec(from: 1) with { MaxBufferedEvents = 1_000 });
        Reading other = WatchWire.Read(wire.Client.Watch.Open(Spec(from: 1)));
        long slowId = wire.Confirm();
        long otherId = wire.Confirm();
        for (long r = 1; r <= 100_000; r += 100)
        {
            long[] revisions = [.. Enumerable.Range((int)r, 100).Select(i => (long)i)];
            wire.Events(slowId, revisions);
            wire.Events(otherId, revisions);
        }

        Assert.Equal(100_000, other.Revisions.Count);
        Assert.Equal(WatchPhase.Detached, slow.Phase);
        Assert.Equal(1_001, slow.NextRevision);
        Assert.Equal([slowId], WatchWire.Cancels(wire.Stream));
        string warning = Assert.Single(log.Of(541));
        Assert.Contains("AO-ETC-0541", warning, StringComparison.Ordinal);

        await using IAsyncEnumerator<WatchBatch> reader = slow.ReadAllAsync().GetAsyncEnumerator();
        var read = new List<long>();
        while (read.Count < 500)
        {
            Assert.True(await reader.MoveNextAsync());
            read.AddRange(reader.Current.Events.Select(e => e.Kv.ModRevision));
        }

        // Half is free: it is asked for again where it stopped.
        Assert.Equal(1_001, WatchWire.Creates(wire.Stream)[^1].StartRevision);
        long again = wire.Confirm();
        wire.Events(again, [.. Enumerable.Range(1_001, 400).Select(i => (long)i)]);
        while (read.Count < 1_400)
        {
            Assert.True(await reader.MoveNextAsync());
            read.AddRange(reader.Current.Events.Select(e => e.Kv.ModRevision));
        }

        Assert.Equal(Enumerable.Range(1, 1_400).Select(r => (long)r), read);
    }

    [Fact]
    public void Bytes_are_bounded_too()
    {
        IEtcdWatcher slow = _wire.Client.Watch.Open(Spec(from: 1) with { MaxBufferedBytes = 100 });
        long id = _wire.Confirm();
        for (long r = 1; r <= 50; r++)
        {
            _wire.Events(id, r);
        }

        Assert.Equal(WatchPhase.Detached, slow.Phase);
        Assert.InRange(slow.NextRevision, 2, 20);
    }

    [Fact]
    public async Task A_batch_that_is_larger_than_the_queue_is_delivered_when_the_queue_is_empty()
    {
        IEtcdWatcher watcher = _wire.Client.Watch.Open(Spec(from: 1) with { MaxBufferedEvents = 2 });
        long id = _wire.Confirm();
        _wire.Events(id, 1, 2, 3, 4, 5);

        await using IAsyncEnumerator<WatchBatch> reader = watcher.ReadAllAsync().GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(5, reader.Current.Events.Count);
        Assert.Equal(WatchPhase.Live, watcher.Phase);
    }

    [Fact]
    public async Task A_detached_watch_waits_for_its_reader_over_a_lost_stream()
    {
        IEtcdWatcher slow = _wire.Client.Watch.Open(Spec(from: 1) with { MaxBufferedEvents = 2 });
        long id = _wire.Confirm();
        _wire.Events(id, 1, 2);
        _wire.Events(id, 3, 4);
        _wire.Cut();

        Assert.Empty(WatchWire.Creates(_wire.Stream));
        await using IAsyncEnumerator<WatchBatch> reader = slow.ReadAllAsync().GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        Assert.Equal(3, Assert.Single(WatchWire.Creates(_wire.Stream)).StartRevision);
    }

    [Fact]
    public void Progress_that_nobody_reads_is_bounded()
    {
        IEtcdWatcher slow =
            _wire.Client.Watch.Open(Spec(from: 1) with { MaxBufferedEvents = 10, ProgressNotify = true });
        long id = _wire.Confirm();
        for (int i = 0; i < 20; i++)
        {
            _wire.Events(id);
        }

        Assert.Equal(WatchPhase.Detached, slow.Phase);
    }

    [Theory]
    [InlineData("3.5.8", 1_001)]
    [InlineData("3.5.7", 1)]
    [InlineData("3.4.25", 1_001)]
    [InlineData("3.4.23", 1)]
    [InlineData("3.6.0", 1_001)]
    [InlineData("nonsense", 1)]
    public void W3_progress_moves_a_watch_on_only_if_the_member_sends_it_in_order(string version, long next)
    {
        IEtcdWatcher watcher = _wire.Client.Watch.Open(Spec(from: 1) with { ProgressNotify = true });
        Reading reading = WatchWire.Read(watcher);
        HandCall status = _wire.Hand.Calls.Single(c => c.Head.Method == EtcdMethods.Status);
        status.Answer(new StatusResponse { Version = version });
        long id = _wire.Confirm();
        _wire.Events(id);

        Assert.Equal(_wire.Stream.Endpoint, status.Endpoint);
        Assert.Equal(next, watcher.NextRevision);
        Assert.True(Assert.Single(reading.Batches).IsProgress);
        Assert.Equal(next - 1, reading.Batches[0].CompleteTo);
    }

    [Fact]
    public void W3_an_answer_for_all_watches_reaches_those_that_want_it()
    {
        Reading wants = WatchWire.Read(_wire.Client.Watch.Open(Spec(from: 1) with { ProgressNotify = true }));
        Reading other = WatchWire.Read(_wire.Client.Watch.Open(Spec(from: 1)));
        _wire.ConfirmAll();
        _wire.Client.Watch.RequestProgress();
        _wire.Events(-1);

        Assert.Single(_wire.Stream.Sent.Cast<WatchRequest>(), r => r.ProgressRequest is not null);
        Assert.Single(wants.Batches);
        Assert.Empty(other.Batches);
    }

    private static WatchSpec Spec(long from) => new(KeyRange.Single("k")) { StartRevision = from };
}
