using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: a call ends once, in time and with the right exception, (etcd.md K4, K7,
/// N6, scenarios S4, S5, S8 without the wire).
/// Method: a transport that the test answers by hand, in virtual time.
/// </summary>
public sealed class UnaryCallTests
{
    private static readonly PutRequest Put = new()
    {
        Key = ByteString.CopyFromUtf8("k"),
        Value = ByteString.CopyFromUtf8("v"),
    };

    private readonly VirtualTime _time = new();
    private readonly HandTransport _wire = new();

    [Fact]
    public async Task An_answer_is_the_result()
    {
        await using EtcdClient client = _wire.Client(_time);
        ValueTask<PutResponse> put = client.Kv.PutAsync(Put);
        _wire.Last.Answer(new PutResponse { Header = Header(7) });

        Assert.Equal(7, (await put).Header.Revision);
        Assert.Equal(Put, _wire.Last.Sent.Single());
        Assert.Equal(7, client.Status.Revision);
        Assert.Equal(0, client.Status.CallsInFlight);
    }

    [Fact]
    public async Task S4_a_deadline_ends_the_call_resets_the_stream_and_is_told_to_the_server()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put = client.Kv.PutAsync(Put, Deadline(300)).AsTask();

        Assert.Equal(TimeSpan.FromMilliseconds(300), _wire.Last.Head.Timeout);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(put.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal(("AO-ETC-0621", ErrorClass.Ambiguous), (failure.Code, failure.Class));
        Assert.Equal((GrpcStatusCode.DeadlineExceeded, SendState.MaybeSent), (failure.Status, failure.Sent));
        Assert.True(_wire.Last.IsAborted);
        Assert.Equal(0, client.Status.CallsInFlight);
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public async Task A_deadline_before_a_byte_has_left_proves_that_nothing_was_sent()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put = client.Kv.PutAsync(Put, Deadline(300)).AsTask();
        _wire.Last.MayHaveLeft = false;
        _time.Advance(TimeSpan.FromMilliseconds(300));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal(
            ("AO-ETC-0620", ErrorClass.Transient, SendState.NotSent), (failure.Code, failure.Class, failure.Sent));
    }

    [Fact]
    public async Task S5_every_second_of_a_thousand_calls_is_cancelled_and_the_others_complete()
    {
        await using EtcdClient client = _wire.Client(_time);
        using var cancel = new CancellationTokenSource();
        Task<PutResponse>[] puts =
        [
            .. Enumerable.Range(0, 1_000).Select(i => client.Kv.PutAsync(
                Put, cancellationToken: i % 2 == 0 ? cancel.Token : CancellationToken.None).AsTask()),
        ];
        cancel.Cancel();
        foreach (HandCall call in _wire.Open.ToArray())
        {
            call.Answer(new PutResponse());
        }

        for (int i = 0; i < puts.Length; i++)
        {
            if (i % 2 == 0)
            {
                var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => puts[i]);
                Assert.Equal(cancel.Token, e.CancellationToken);
            }
            else
            {
                await puts[i];
            }
        }

        Assert.Equal(500, _wire.Calls.Count(c => c.IsAborted));
        Assert.Equal(0, client.Status.CallsInFlight);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_is_not_sent()
    {
        await using EtcdClient client = _wire.Client(_time);
        ValueTask<PutResponse> put = client.Kv.PutAsync(Put, cancellationToken: new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await put);
        Assert.Empty(_wire.Calls);
    }

    [Fact]
    public async Task S8_every_error_of_etcd_becomes_its_code_class_and_text()
    {
        foreach (EtcdError error in EtcdErrorTexts.Answers)
        {
            var wire = new HandTransport();
            await using EtcdClient client = wire.Client(_time);
            Task<PutResponse> put = client.Kv.PutAsync(Put, new CallOptions { Repeat = RepeatRule.Never }).AsTask();
            wire.Last.Fail(error);

            EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
            Assert.Equal(
                (error.Code, error.Class, error.Status, error.Text, SendState.Answered),
                (failure.Code, failure.Class, failure.Status, failure.Text, failure.Sent));
        }
    }

    [Fact]
    public async Task What_is_too_large_is_not_sent()
    {
        await using EtcdClient client = _wire.Client(_time, o => o.MaxSendBytes = 1024);
        var large = new PutRequest(Put) { Value = ByteString.CopyFrom(new byte[1024]) };

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => client.Kv.PutAsync(large).AsTask());
        Assert.Equal(
            ("AO-ETC-0633", ErrorClass.Permanent, SendState.NotSent), (failure.Code, failure.Class, failure.Sent));
        Assert.Empty(_wire.Calls);
    }

    [Fact]
    public async Task There_is_a_bound_on_calls_in_flight()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse>[] puts = [.. Enumerable.Range(0, 10_000).Select(_ => client.Kv.PutAsync(Put).AsTask())];

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => client.Kv.PutAsync(Put).AsTask());
        Assert.Equal("AO-ETC-0624", failure.Code);
        Assert.Equal(10_000, _wire.Calls.Count);
        _wire.Calls[0].Answer(new PutResponse());
        await puts[0];
        _ = client.Kv.PutAsync(Put).AsTask();
        Assert.Equal(10_001, _wire.Calls.Count);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_a_typed_error()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put = client.Kv.PutAsync(Put).AsTask();
        _wire.Last.Bytes(0x0A, 0xFF);
        _wire.Last.End(new CallEnd(GrpcStatusCode.OK, "", SendState.Answered));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal((GrpcStatusCode.Internal, ErrorClass.Ambiguous), (failure.Status, failure.Class));
    }

    [Fact]
    public async Task Calls_that_wait_when_the_client_is_closed_fail_and_later_ones_are_refused()
    {
        EtcdClient client = _wire.Client(_time);
        Task<PutResponse> put = client.Kv.PutAsync(Put).AsTask();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Throws<ObjectDisposedException>(() => { _ = client.Kv.PutAsync(Put).AsTask(); });
        Assert.True(_wire.IsDisposed);
    }

    [Fact]
    public async Task N6_a_store_that_goes_back_or_is_another_one_is_noticed()
    {
        await using EtcdClient client = _wire.Client(_time);
        await PutAt(client, cluster: 1, revision: 100);
        Assert.Null(client.Status.StoreChanged);

        await PutAt(client, cluster: 1, revision: 99);
        Assert.Contains("100", client.Status.StoreChanged!, StringComparison.Ordinal);

        await PutAt(client, cluster: 2, revision: 500);
        Assert.Contains("cluster id", client.Status.StoreChanged!, StringComparison.Ordinal);
        Assert.Equal((2UL, 500L), (client.Status.ClusterId, client.Status.Revision));
    }

    [Fact]
    public async Task N6_answers_of_calls_side_by_side_may_come_in_any_order()
    {
        await using EtcdClient client = _wire.Client(_time);
        Task<PutResponse> first = client.Kv.PutAsync(Put).AsTask();
        Task<PutResponse> second = client.Kv.PutAsync(Put).AsTask();
        _wire.Calls[1].Answer(new PutResponse { Header = Header(9) });
        _wire.Calls[0].Answer(new PutResponse { Header = Header(8) });
        await Task.WhenAll(first, second);

        Assert.Null(client.Status.StoreChanged);
        Assert.Equal(9, client.Status.Revision);
    }

    [Fact]
    public async Task A_finished_call_is_used_again_and_remembers_nothing()
    {
        await using EtcdClient client = _wire.Client(_time);
        for (int i = 0; i < 3; i++)
        {
            Task<PutResponse> failed = client.Kv.PutAsync(Put).AsTask();
            _wire.Last.Fail(EtcdErrorTexts.KeyNotProvided);
            await Assert.ThrowsAsync<EtcdException>(() => failed);
            ValueTask<PutResponse> put = client.Kv.PutAsync(Put, Deadline(50));
            _wire.Last.Answer(new PutResponse { Header = Header(i + 1) });
            Assert.Equal(i + 1, (await put).Header.Revision);
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(6, _wire.Calls.Count);
    }

    private async Task PutAt(EtcdClient client, ulong cluster, long revision)
    {
        Task<PutResponse> put = client.Kv.PutAsync(Put).AsTask();
        _wire.Last.Answer(new PutResponse { Header = new ResponseHeader { ClusterId = cluster, Revision = revision } });
        await put;
    }

    private static CallOptions Deadline(int ms) => new() { Deadline = TimeSpan.FromMilliseconds(ms) };

    private static ResponseHeader Header(long revision) => new() { ClusterId = 1, MemberId = 1, Revision = revision };
}
