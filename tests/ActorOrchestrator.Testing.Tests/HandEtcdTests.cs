using ActorOrchestrator.Etcd;

namespace ActorOrchestrator.Testing.Tests;

/// <summary>
/// Goal: with <see cref="HandEtcd"/> nothing happens unless the test says so, call by call.
/// Method: the ordinary client, whose calls are answered, failed, lost and refused by hand.
/// </summary>
public sealed class HandEtcdTests
{
    private readonly HandEtcd _hand = new();
    private readonly IEtcdClient _client;

    public HandEtcdTests() => _client = _hand.CreateClient();

    [Fact]
    public void A_call_waits_until_it_is_answered()
    {
        Task<PutResponse> put = Put();
        HandCall<PutRequest, PutResponse> call = _hand.Expect(EtcdMethods.Put);
        Assert.Equal("/key", call.Request.Key.ToStringUtf8());
        Assert.Same(call.Request, call.Request);
        Assert.True(call.Call.IsHalfClosed);
        Assert.False(put.IsCompleted);

        call.Answer(new PutResponse { Header = new ResponseHeader { Revision = 7 } });

        Assert.True(put.IsCompletedSuccessfully);
        Assert.Equal(7, Answer(put).Header.Revision);
        Assert.True(call.Call.IsOver);
        _hand.ExpectNothing();
    }

    [Fact]
    public void A_failure_and_a_loss_reach_the_caller_as_what_they_are()
    {
        Task<PutResponse> failed = Put();
        _hand.Expect(EtcdMethods.Put).Fail(EtcdErrorTexts.RequestTooLarge);
        Assert.Equal("AO-ETC-0516", Error(failed).Code);

        Task<PutResponse> lost = Put();
        _hand.Expect(EtcdMethods.Put).Lose();
        Assert.Equal(("AO-ETC-0621", SendState.MaybeSent), (Error(lost).Code, Error(lost).Sent));
    }

    [Fact]
    public void A_refused_call_is_repeated_by_the_client_itself()
    {
        Task<PutResponse> put = Put();
        _hand.Expect(EtcdMethods.Put).Refuse();
        Assert.False(put.IsCompleted);

        _hand.Time.RunUntil(() => !_hand.Waiting.IsEmpty);
        _hand.Expect(EtcdMethods.Put).Answer(new PutResponse { Header = new ResponseHeader() });

        Assert.True(put.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_call_that_nobody_answers_ends_at_its_deadline_and_waits_no_more()
    {
        Task<PutResponse> put = Put();
        HandCall<PutRequest, PutResponse> call = _hand.Expect(EtcdMethods.Put);

        _hand.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("AO-ETC-0621", Error(put).Code);
        Assert.True(call.Call.IsAborted);
        Assert.Throws<InvalidOperationException>(() => call.Answer(new PutResponse()));
        call.Lose();
    }

    [Fact]
    public void A_stream_is_read_and_written_message_by_message()
    {
        IEtcdWatcher watcher = _client.Watch.Open(new WatchSpec(KeyRange.Single("/a")));
        HandCall<WatchRequest, WatchResponse> call = _hand.Expect(EtcdMethods.Watch);
        Assert.Equal("/a", call.Receive().CreateRequest.Key.ToStringUtf8());
        Assert.Throws<InvalidOperationException>(call.Receive);

        call.Send(new WatchResponse { Created = true, Header = new ResponseHeader { Revision = 5 } });

        Assert.True(watcher.Created.IsCompletedSuccessfully);
        Assert.Equal(WatchPhase.Live, watcher.Phase);
        Assert.False(call.Call.IsOver);
    }

    [Fact]
    public void What_is_expected_and_does_not_come_is_named_with_what_does()
    {
        InvalidOperationException none =
            Assert.Throws<InvalidOperationException>(() => _hand.Expect(EtcdMethods.Txn));
        Assert.Contains("None waits", none.Message, StringComparison.Ordinal);
        _ = Put();

        InvalidOperationException other =
            Assert.Throws<InvalidOperationException>(() => _hand.Expect(EtcdMethods.Txn));
        InvalidOperationException some = Assert.Throws<InvalidOperationException>(_hand.ExpectNothing);

        Assert.Contains("etcdserverpb.KV/Put", other.Message, StringComparison.Ordinal);
        Assert.Contains("etcdserverpb.KV/Put", some.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_of_a_method_are_taken_in_the_order_in_which_they_came()
    {
        _ = Put("/1");
        _ = Put("/2");

        Assert.Equal("/1", _hand.Expect(EtcdMethods.Put).Request.Key.ToStringUtf8());
        Assert.Equal("/2", _hand.Expect(EtcdMethods.Put).Request.Key.ToStringUtf8());
    }

    private Task<PutResponse> Put(string key = "/key") => _client.Kv.PutAsync(key, "value").AsTask();

    private static PutResponse Answer(Task<PutResponse> put) => put.GetAwaiter().GetResult();

    private static EtcdException Error(Task<PutResponse> put)
    {
        Assert.True(put.IsCompleted);
        return Assert.Throws<EtcdException>(() => Answer(put));
    }
}
