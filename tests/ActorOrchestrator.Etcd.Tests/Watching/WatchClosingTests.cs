namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>
/// Goal: a watch that is closed leaves nothing behind, here or at the server (etcd.md W11).
/// Method: the server's side is played by hand, in virtual time.
/// </summary>
public sealed class WatchClosingTests
{
    private readonly WatchWire _wire = new();

    [Fact]
    public async Task W11_a_closed_watch_is_cancelled_at_the_server_and_its_reader_ends()
    {
        IEtcdWatcher watcher = Open("a");
        Reading reading = WatchWire.Read(watcher);
        long id = _wire.Confirm();
        await watcher.DisposeAsync();

        Assert.True(reading.IsOver);
        Assert.Null(reading.Failure);
        Assert.Equal([id], WatchWire.Cancels(_wire.Stream));
        _wire.Events(id, 50);
        Assert.Empty(reading.Revisions);
    }

    [Fact]
    public async Task W11_a_watch_that_is_closed_before_its_answer_is_cancelled_by_the_id_that_the_answer_brings()
    {
        IEtcdWatcher closed = Open("a");
        Reading reading = WatchWire.Read(Open("b", from: 4));
        await closed.DisposeAsync();
        long first = _wire.Confirm();
        long second = _wire.Confirm();
        _wire.Events(second, 4);

        Assert.Equal([first], WatchWire.Cancels(_wire.Stream));
        Assert.Equal([4], reading.Revisions);
        Assert.True(closed.Created.IsCanceled);
    }

    [Fact]
    public async Task W11_a_stream_without_watches_is_closed_after_five_seconds()
    {
        IEtcdWatcher watcher = Open("a");
        _wire.Confirm();
        await watcher.DisposeAsync();
        _wire.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(_wire.Stream.IsAborted);
        _wire.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.True(_wire.Stream.IsAborted);
        Assert.Null(_wire.Time.NextDue);
        Open("b");
        Assert.Equal(2, _wire.Streams.Count);
    }

    [Fact]
    public async Task Closing_the_client_ends_all_readers()
    {
        Reading[] readings = [.. Enumerable.Range(0, 3).Select(_ => WatchWire.Read(Open("a")))];
        await _wire.Client.DisposeAsync();

        Assert.All(readings, r => Assert.True(r.IsOver));
        Assert.All(readings, r => Assert.Null(r.Failure));
        Assert.Null(_wire.Time.NextDue);
    }

    private IEtcdWatcher Open(string key, long from = 0) =>
        _wire.Client.Watch.Open(new WatchSpec(KeyRange.Single(key)) { StartRevision = from });
}
