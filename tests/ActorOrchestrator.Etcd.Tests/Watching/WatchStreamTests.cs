namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>
/// Goal: many watches share one stream, and each survives whatever happens to it (etcd.md W1, W2, W5, W6, W7, W11,
/// scenario S11 without the wire).
/// Method: the server's side is played by hand, in virtual time.
/// </summary>
public sealed class WatchStreamTests
{
    private readonly WatchWire _wire = new();

    [Fact]
    public async Task Watches_share_one_stream_and_get_their_own_events()
    {
        IEtcdWatcher[] watchers = [Open("a", from: 5), Open("b", from: 7)];
        Reading[] readings = [.. watchers.Select(WatchWire.Read)];

        Assert.Single(_wire.Streams);
        Assert.Equal([5, 7], WatchWire.Creates(_wire.Stream).Select(c => c.StartRevision));
        long a = _wire.Confirm();
        long b = _wire.Confirm();
        _wire.Events(b, 7, 8);
        _wire.Events(a, 5);

        Assert.Equal([5], readings[0].Revisions);
        Assert.Equal([7, 8], readings[1].Revisions);
        Assert.Equal([6, 9], watchers.Select(w => w.NextRevision));
        Assert.Equal(10, (await watchers[0].Created).Revision);
    }

    [Fact]
    public void A_watch_says_that_it_needs_a_leader_and_has_no_deadline()
    {
        Open("a");

        Assert.True(_wire.Stream.Head.RequireLeader);
        Assert.Equal(Timeout.InfiniteTimeSpan, _wire.Stream.Head.Timeout);
    }

    [Fact]
    public void W2_after_a_cut_each_watch_is_resumed_after_its_last_event_on_another_endpoint()
    {
        IEtcdWatcher[] watchers = [Open("a", from: 5), Open("b")];
        Reading[] readings = [.. watchers.Select(WatchWire.Read)];
        long a = _wire.Confirm(header: 20);
        _wire.Confirm(header: 20);
        _wire.Events(a, 5, 6);
        EtcdEndpoint first = _wire.Stream.Endpoint;
        _wire.Cut();

        // The one of "now" had no event: W1 resumes it at the revision of its created answer.
        Assert.Equal([7, 20], WatchWire.Creates(_wire.Stream).Select(c => c.StartRevision).Order());
        Assert.NotEqual(first, _wire.Stream.Endpoint);
        _wire.ConfirmAll();
        Assert.All(readings, r => Assert.False(r.IsOver));
    }

    [Fact]
    public void S11_twenty_watches_over_random_cuts_get_every_revision_once_and_in_order()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var server = new WatchServer(new Random(seed), watches: 20, revisions: 200);

            Assert.All(server.Run(), revisions =>
                Assert.Equal(Enumerable.Range(1, 200).Select(r => (long)r), revisions));
            Assert.True(server.Cuts > 0, $"seed {seed}: nothing was cut");
        }
    }

    [Fact]
    public void W5_a_compacted_start_ends_the_watch_with_the_oldest_revision_that_is_left()
    {
        Reading reading = WatchWire.Read(Open("a", from: 5));
        long id = _wire.Confirm();
        _wire.Cancel(id, compact: 9);

        Assert.Equal(("AO-ETC-0520", 9), (reading.Failure!.Code, reading.Failure.CompactRevision));
        _wire.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(WatchWire.Creates(_wire.Stream));
    }

    [Fact]
    public void W6_a_refusal_with_the_created_answer_fails_that_watch_alone()
    {
        IEtcdWatcher refused = Open("a");
        IEtcdWatcher other = Open("b", from: 3);
        Reading reading = WatchWire.Read(refused);
        Reading good = WatchWire.Read(other);
        _wire.Stream.Message(new WatchResponse
        {
            WatchId = -1,
            Created = true,
            Canceled = true,
            CancelReason = "rpc error: code = PermissionDenied desc = etcdserver: permission denied",
        });
        long id = _wire.Confirm();
        _wire.Events(id, 3);

        Assert.Equal("AO-ETC-0571", reading.Failure!.Code);
        Assert.Equal(WatchPhase.Failed, refused.Phase);
        Assert.True(refused.Created.IsFaulted);
        Assert.Equal([3], good.Revisions);
    }

    [Fact]
    public void W6_a_cancel_without_a_reason_is_resumed_after_a_while()
    {
        Reading reading = WatchWire.Read(Open("a", from: 5));
        long id = _wire.Confirm();
        _wire.Events(id, 5);
        _wire.Cancel(id);

        Assert.Single(WatchWire.Creates(_wire.Stream));
        _wire.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([5, 6], WatchWire.Creates(_wire.Stream).Select(c => c.StartRevision));
        _wire.Events(_wire.Confirm(), 6);
        Assert.Equal([5, 6], reading.Revisions);
    }

    [Fact]
    public void W7_the_wait_before_a_stream_is_opened_again_doubles_up_to_five_seconds()
    {
        Open("a");
        TimeSpan[] waits =
        [
            .. Enumerable.Range(0, 12).Select(_ =>
            {
                TimeSpan cutAt = _wire.Time.Elapsed;
                int before = _wire.Streams.Count;
                _wire.Stream.Lose(SendState.MaybeSent);
                while (_wire.Streams.Count == before)
                {
                    _wire.Time.AdvanceToNext();
                }

                return _wire.Time.Elapsed - cutAt;
            }),
        ];

        for (int i = 0; i < waits.Length; i++)
        {
            double expected = Math.Min(5_000, 50 * Math.Pow(2, i));
            Assert.InRange(waits[i].TotalMilliseconds, expected * 0.5, expected * 1.5);
        }
    }

    [Fact]
    public void W7_a_lost_stream_asks_for_a_hundred_watches_at_a_time()
    {
        for (int i = 0; i < 250; i++)
        {
            Open("a");
        }

        Assert.Equal(100, WatchWire.Creates(_wire.Stream).Count);
        for (int i = 0; i < 30; i++)
        {
            _wire.Confirm();
        }

        Assert.Equal(130, WatchWire.Creates(_wire.Stream).Count);
        _wire.ConfirmAll();
        Assert.Equal(250, WatchWire.Creates(_wire.Stream).Count);
        _wire.Cut();
        Assert.Equal(100, WatchWire.Creates(_wire.Stream).Count);
    }

    [Fact]
    public void After_a_thousand_watches_a_second_stream_is_opened()
    {
        for (int i = 0; i < 1_001; i++)
        {
            Open("a");
        }

        Assert.Equal(2, _wire.Streams.Count);
        Assert.Single(WatchWire.Creates(_wire.Stream));
    }

    [Fact]
    public void A_server_without_watches_fails_them_instead_of_being_asked_for_ever()
    {
        Reading reading = WatchWire.Read(Open("a"));
        _wire.Stream.End(new(GrpcStatusCode.Unimplemented, "unknown service", SendState.Answered));

        Assert.Equal("AO-ETC-0630", reading.Failure!.Code);
    }

    [Fact]
    public async Task A_watcher_has_one_reader()
    {
        IEtcdWatcher watcher = Open("a");
        _ = WatchWire.Read(watcher);

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await watcher.ReadAllAsync().GetAsyncEnumerator().MoveNextAsync());
    }

    private IEtcdWatcher Open(string key, long from = 0) =>
        _wire.Client.Watch.Open(new WatchSpec(KeyRange.Single(key)) { StartRevision = from });
}
