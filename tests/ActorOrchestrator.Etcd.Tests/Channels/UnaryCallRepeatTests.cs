using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: a call is sent again only where that is safe (etcd.md N3, N4, X2,
/// scenario S9 without the wire).
/// Method: a transport that the test answers by hand, in virtual time.
/// </summary>
public sealed class UnaryCallRepeatTests
{
    private static readonly PutRequest Put = new()
    {
        Key = ByteString.CopyFromUtf8("k"),
        Value = ByteString.CopyFromUtf8("v"),
    };

    private static readonly RangeRequest Range = new() { Key = ByteString.CopyFromUtf8("k") };

    private readonly VirtualTime _time = new();
    private readonly HandTransport _wire = new();

    [Fact]
    public async Task S9_a_put_whose_answer_is_lost_is_not_sent_again()
    {
        await using EtcdClient client = _wire.Client(_time, endpoints: 3);
        Task<PutResponse> put = client.Kv.PutAsync(Put).AsTask();
        _wire.Last.Lose(SendState.MaybeSent);
        _time.Advance(TimeSpan.FromMinutes(1));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal(("AO-ETC-0621", ErrorClass.Ambiguous), (failure.Code, failure.Class));
        Assert.Contains("It may have been applied", failure.Message, StringComparison.Ordinal);
        Assert.Single(_wire.Calls);
    }

    [Fact]
    public async Task S9_a_put_that_was_not_sent_goes_to_another_endpoint_within_100_ms()
    {
        await using EtcdClient client = _wire.Client(_time, endpoints: 3);
        Task<PutResponse> put = client.Kv.PutAsync(Put).AsTask();
        _wire.Last.Lose(SendState.NotSent);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _wire.Last.Answer(new PutResponse { Header = Header(2) });

        Assert.Equal(2, (await put).Header.Revision);
        Assert.Equal(2, _wire.Calls.Select(c => c.Endpoint).Distinct().Count());
        Assert.Equal(_wire.Last.Endpoint, client.Status.Current);
    }

    [Fact]
    public async Task S9_a_read_whose_answer_is_lost_is_read_elsewhere()
    {
        await using EtcdClient client = _wire.Client(_time, endpoints: 2);
        Task<RangeResponse> range = client.Kv.RangeAsync(Range).AsTask();
        _wire.Last.Lose(SendState.MaybeSent);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _wire.Last.Answer(new RangeResponse { Count = 3 });

        Assert.Equal(3, (await range).Count);
        Assert.NotEqual(_wire.Calls[0].Endpoint, _wire.Calls[1].Endpoint);
    }

    [Fact]
    public async Task A_caller_may_vouch_that_twice_is_as_good_as_once()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put = client.Kv.PutAsync(Put, new CallOptions { Repeat = RepeatRule.Idempotent }).AsTask();
        _wire.Last.Lose(SendState.MaybeSent);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _wire.Last.Answer(new PutResponse());

        await put;
        Assert.Equal(2, _wire.Calls.Count);
    }

    [Fact]
    public async Task N3_without_an_endpoint_the_call_fails_with_the_last_cause_of_each()
    {
        await using EtcdClient client = _wire.Client(_time, endpoints: 2);
        Task<PutResponse> put = client.Kv.PutAsync(Put, Deadline(1_000)).AsTask();
        while (!put.IsCompleted)
        {
            foreach (HandCall call in _wire.Open.ToArray())
            {
                call.Lose(SendState.NotSent);
            }

            _time.AdvanceToNext();
        }

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal(("AO-ETC-0620", SendState.NotSent), (failure.Code, failure.Sent));
        Assert.True(_time.Elapsed <= TimeSpan.FromMilliseconds(1_000));
        Assert.InRange(_wire.Calls.Count, 3, 10);
    }

    [Fact]
    public async Task The_deadline_is_for_all_tries_together()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<RangeResponse> range = client.Kv.RangeAsync(Range, Deadline(1_000)).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(600));
        _wire.Last.Fail(EtcdErrorTexts.NoLeader);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(2, _wire.Calls.Count);
        Assert.InRange(_wire.Last.Head.Timeout.TotalMilliseconds, 300, 400);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAsync<EtcdException>(() => range);
        Assert.Equal(1_000, _time.Elapsed.TotalMilliseconds);
    }

    [Fact]
    public async Task A_transient_refusal_is_repeated_ten_times_at_most()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put =
            client.Kv.PutAsync(Put, new CallOptions { Deadline = Timeout.InfiniteTimeSpan }).AsTask();
        for (int i = 0; i < 20 && !put.IsCompleted; i++)
        {
            _wire.Last.Fail(EtcdErrorTexts.TooManyRequests);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal("AO-ETC-0523", failure.Code);
        Assert.Equal(10, _wire.Calls.Count);
        Assert.Contains("10 tries", failure.Message, StringComparison.Ordinal);
    }

    private static CallOptions Deadline(int ms) => new() { Deadline = TimeSpan.FromMilliseconds(ms) };

    private static ResponseHeader Header(long revision) => new() { ClusterId = 1, MemberId = 1, Revision = revision };
}
