using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Leasing;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md L1: one stream for all leases, and another one, elsewhere, when an answer does not come.
/// Method: streams whose server is the test, in virtual time. A TTL of 9 seconds makes a third 3 seconds.
/// </summary>
public sealed class KeepAliveStreamTests
{
    private static readonly TimeSpan Third = TimeSpan.FromSeconds(3);

    private readonly HandCalls _calls = new();
    private readonly LeaseClient _client;

    public KeepAliveStreamTests() => _client = new LeaseClient(_calls);

    [Fact]
    public void All_leases_share_one_stream_and_each_is_asked_for_at_once()
    {
        _calls.Open(_client);
        _calls.Open(_client);
        _calls.Open(_client);

        HandStream stream = Assert.Single(_calls.Streams);
        Assert.Equal([1, 2, 3], stream.Sent.Select(sent => sent.Lease));
        Assert.Equal(CallLane.Streams, stream.Lane);
        Assert.Equal(new CallOptions { RequireLeader = true }, stream.Options);
    }

    [Fact]
    public void Answers_find_their_lease_by_its_id()
    {
        EtcdSession first = _calls.Open(_client);
        EtcdSession second = _calls.Open(_client);

        _calls.LastStream.Reply(2, 0);
        _calls.LastStream.Reply(3, 0);
        _calls.LastStream.Reply(1, 30);

        Assert.True(second.IsLost);
        Assert.Equal(TimeSpan.FromSeconds(30), first.Ttl);
    }

    [Fact]
    public void Requests_follow_each_other_by_a_third_of_the_TTL_and_leases_are_set_off()
    {
        _calls.Random = 0;
        _calls.Open(_client);
        _calls.Random = 0.5;
        _calls.Open(_client);
        HandStream stream = _calls.LastStream;
        stream.OnSent = lease => stream.Reply(lease, 9);
        stream.Reply(1, 9);
        stream.Reply(2, 9);

        _calls.Clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal([0, 1.5, 4.5, 7.5], Times(stream, 1));
        Assert.Equal([0, 2.25, 5.25, 8.25], Times(stream, 2));
    }

    [Fact]
    public void A_missed_answer_moves_all_leases_to_a_stream_at_another_endpoint()
    {
        _calls.Open(_client);
        EtcdSession answered = _calls.Open(_client);
        HandStream silent = _calls.LastStream;
        silent.Reply(2, 9);

        _calls.Clock.Advance(Third - TimeSpan.FromTicks(1));
        Assert.Single(_calls.Streams);
        _calls.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(silent.IsAborted);
        Assert.Equal([silent.Endpoint], _calls.Suspects);
        Assert.Equal([(1, Third), (2, Third)], _calls.LastStream.Sent);
        Assert.Single(_calls.Recorded.Of(641));
        Assert.Equal(2, _calls.Streams.Count);
        Assert.False(answered.IsLost);
    }

    [Fact]
    public void What_a_stream_says_after_it_was_given_up_is_not_heard()
    {
        EtcdSession session = _calls.Open(_client);
        HandStream silent = _calls.LastStream;
        _calls.Clock.Advance(Third);

        silent.Reply(1, 0);
        silent.End(null);

        Assert.False(session.IsLost);
        Assert.False(_calls.LastStream.IsAborted);
    }

    [Fact]
    public void A_stream_that_ends_is_opened_again_after_a_pause_that_doubles()
    {
        _calls.Open(_client, ttl: 60);
        _calls.Opening = _ => _calls.Clock.Elapsed < TimeSpan.FromSeconds(1)
            ? throw HandCalls.Failure(EtcdErrorTexts.NotReached, SendState.NotSent)
            : Task.CompletedTask;

        _calls.LastStream.End(null);
        _calls.Clock.Advance(TimeSpan.FromSeconds(2));

        // 50 + 100 + 200 + 400 + 800 ms: the last one is beyond the second.
        Assert.Equal(2, _calls.Streams.Count);
        Assert.Equal([(1, TimeSpan.FromMilliseconds(1_550))], _calls.LastStream.Sent);
        Assert.Equal(5, _calls.Recorded.Of(640).Count);
        Assert.Empty(_calls.Suspects);
    }

    [Fact]
    public void The_pause_never_exceeds_a_second_and_begins_anew_after_an_answer()
    {
        _calls.Open(_client, ttl: 60);
        for (int round = 0; round < 10; round++)
        {
            _calls.LastStream.End(null);
            _calls.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(round + 2, _calls.Streams.Count);
        }

        _calls.LastStream.Reply(1, 60);
        _calls.LastStream.End(null);
        _calls.Clock.Advance(TimeSpan.FromSeconds(25));
        HandStream next = _calls.LastStream;
        Assert.Equal(12, _calls.Streams.Count);
        next.End(null);
        TimeSpan ended = _calls.Clock.Elapsed;
        _calls.Clock.RunUntil(() => _calls.LastStream != next);
        Assert.Equal(TimeSpan.FromMilliseconds(100), _calls.Clock.Elapsed - ended);
    }

    [Fact]
    public void An_opening_that_hangs_is_given_up_when_an_answer_is_missed()
    {
        CancellationToken first = default;
        _calls.Opening = stop =>
        {
            _calls.Opening = _ => Task.CompletedTask;
            first = stop;
            return Task.Delay(Timeout.InfiniteTimeSpan, _calls.Clock, stop);
        };
        _calls.Open(_client);
        Assert.Empty(_calls.Streams);

        _calls.Clock.Advance(Third);

        Assert.True(first.IsCancellationRequested);
        Assert.Equal([(1, Third)], Assert.Single(_calls.Streams).Sent);
    }

    [Fact]
    public void A_stream_that_was_opened_too_late_is_aborted()
    {
        var late = new TaskCompletionSource();
        _calls.Opening = _ => late.Task;
        EtcdSession session = _calls.Open(_client);
        session.Orphan();
        _calls.Clock.Advance(Limits.IdleStream);

        _calls.Clock.Run(() =>
        {
            late.SetResult();
            return Task.CompletedTask;
        });

        Assert.True(_calls.LastStream.IsAborted);
        Assert.Empty(_calls.LastStream.Sent);
    }

    [Fact]
    public void An_answer_that_cannot_be_read_ends_the_stream()
    {
        _calls.Open(_client);
        HandStream broken = _calls.LastStream;

        broken.ReplyRaw([0xFF]);
        _calls.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(broken.IsAborted);
        Assert.Equal(2, _calls.Streams.Count);
    }

    [Fact]
    public void An_answer_inside_of_the_send_is_taken_and_sends_do_not_overlap()
    {
        EtcdSession first = _calls.Open(_client);
        HandStream stream = _calls.LastStream;
        stream.OnSent = lease => stream.Reply(lease, lease == 1 ? 30 : 0);

        EtcdSession second = _calls.Open(_client);
        _calls.Clock.Advance(Third - TimeSpan.FromTicks(1));

        Assert.True(second.IsLost);
        Assert.False(first.IsLost);
    }

    [Fact]
    public void A_stream_without_leases_is_closed_after_five_seconds()
    {
        EtcdSession session = _calls.Open(_client);
        session.Orphan();

        _calls.Clock.Advance(Limits.IdleStream - TimeSpan.FromTicks(1));
        Assert.False(_calls.LastStream.IsAborted);
        _calls.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(_calls.LastStream.IsAborted);
        Assert.Equal(0, _calls.Clock.PendingTimers);
    }

    [Fact]
    public void A_lease_within_the_five_seconds_takes_the_stream_over()
    {
        _calls.Open(_client).Orphan();
        _calls.Clock.Advance(TimeSpan.FromSeconds(4));

        _calls.Open(_client, ttl: 60);
        _calls.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.False(Assert.Single(_calls.Streams).IsAborted);
    }

    private static IEnumerable<double> Times(HandStream stream, long lease) =>
        stream.Sent.Where(sent => sent.Lease == lease).Select(sent => sent.At.TotalSeconds);
}
