using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md X2 for leases: what was lost is asked for again within the deadline, and the second answer is
/// understood; and L4's ids.
/// Method: calls answered by hand, in virtual time.
/// </summary>
public sealed class LeaseClientTests
{
    private static readonly EtcdException Lost = HandCalls.Failure(EtcdErrorTexts.AnswerLost, SendState.MaybeSent);

    private static readonly LeaseTimeToLiveResponse TenSecondsLeft = new() { ID = 7, TTL = 10, GrantedTTL = 12 };

    private readonly HandCalls _calls = new();
    private readonly LeaseClient _client;

    public LeaseClientTests() => _client = new LeaseClient(_calls);

    [Fact]
    public void A_grant_without_an_id_gets_one_from_the_client()
    {
        Script(Granted);

        LeaseGrantResponse granted = Run(() => _client.GrantAsync(new() { TTL = 12 }, default, default));

        Assert.Equal(1, granted.ID);
        Assert.Equal(12, ((LeaseGrantRequest)Assert.Single(_calls.Asked).Request).TTL);
    }

    [Fact]
    public void A_lost_grant_is_asked_for_again_with_the_same_id()
    {
        Script(_ => throw Lost, Granted);

        Run(() => _client.GrantAsync(new() { TTL = 12 }, default, default));

        Assert.Equal([1, 1], _calls.Asked.Select(asked => ((LeaseGrantRequest)asked.Request).ID));
        Assert.True(_calls.Asked[1].Options.Deadline < TimeSpan.FromSeconds(5), "The deadline is for all tries.");
    }

    [Fact]
    public void An_id_that_is_taken_after_a_lost_answer_is_our_own_lease()
    {
        Script(_ => throw Lost, _ => throw HandCalls.Failure(EtcdErrorTexts.LeaseExists), _ => TenSecondsLeft);

        LeaseGrantResponse granted = Run(() => _client.GrantAsync(new() { ID = 7, TTL = 3 }, default, default));

        Assert.Equal((7, 12), (granted.ID, granted.TTL));
    }

    [Fact]
    public void An_id_of_the_caller_that_is_taken_at_once_is_another_lease()
    {
        Script(_ => throw HandCalls.Failure(EtcdErrorTexts.LeaseExists));

        Assert.Equal("AO-ETC-0531", Fails(() => _client.GrantAsync(new() { ID = 7, TTL = 3 }, default, default)).Code);
    }

    [Fact]
    public void An_id_of_the_client_that_is_taken_at_once_is_replaced()
    {
        Script(_ => throw HandCalls.Failure(EtcdErrorTexts.LeaseExists), Granted);

        Assert.Equal(2, Run(() => _client.GrantAsync(new() { TTL = 3 }, default, default)).ID);
    }

    [Fact]
    public void A_lost_revoke_that_then_finds_no_lease_has_revoked_it()
    {
        Script(_ => throw Lost, _ => throw HandCalls.Failure(EtcdErrorTexts.LeaseNotFound));

        Assert.NotNull(Run(() => _client.RevokeAsync(7, default, default)));
    }

    [Fact]
    public void A_revoke_that_finds_no_lease_at_once_says_so()
    {
        Script(_ => throw HandCalls.Failure(EtcdErrorTexts.LeaseNotFound));

        Assert.Equal("AO-ETC-0530", Fails(() => _client.RevokeAsync(7, default, default)).Code);
    }

    [Theory]
    [InlineData(RepeatRule.WhenSafe, 1, 10)]
    [InlineData(RepeatRule.Idempotent, 1, 10)]
    [InlineData(RepeatRule.Never, 1, 1)]
    public void What_stays_lost_ends_ambiguous_after_ten_tries(RepeatRule rule, int least, int most)
    {
        _calls.Answer = (_, _, _) => throw Lost;
        var options = new CallOptions { Repeat = rule, Deadline = TimeSpan.FromMinutes(1) };

        EtcdException failure = Fails(() => _client.RevokeAsync(7, options, default));

        Assert.Equal(ErrorClass.Ambiguous, failure.Class);
        Assert.Equal(most, _calls.Asked.Count);
        Assert.True(_calls.Asked.Count >= least);
    }

    [Fact]
    public void What_stays_lost_ends_before_its_deadline()
    {
        _calls.Answer = (_, _, _) => throw Lost;
        var options = new CallOptions { Deadline = TimeSpan.FromMilliseconds(100) };

        Fails(() => _client.GrantAsync(new() { TTL = 3 }, options, default));

        Assert.True(_calls.Clock.Elapsed < TimeSpan.FromMilliseconds(100));
        Assert.InRange(_calls.Asked.Count, 2, 9);
    }

    [Fact]
    public void A_refusal_is_not_repeated()
    {
        Script(_ => throw HandCalls.Failure(EtcdErrorTexts.LeaseTtlTooLarge));

        Assert.Equal("AO-ETC-0532", Fails(() => _client.GrantAsync(new() { TTL = 3 }, default, default)).Code);
    }

    [Fact]
    public void Cancelling_while_it_waits_for_the_next_try_is_the_callers_cancellation()
    {
        _calls.Answer = (_, _, _) => throw Lost;
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(10), _calls.Clock);

        OperationCanceledException cancelled = Assert.ThrowsAny<OperationCanceledException>(
            () => Run(() => _client.GrantAsync(new() { TTL = 3 }, default, cancel.Token)));

        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public void Renewing_once_may_be_repeated_and_asks_for_a_leader()
    {
        Script(_ => new LeaseKeepAliveResponse { ID = 7, TTL = 0 });

        Assert.Equal(0, Run(() => _client.KeepAliveOnceAsync(7, default, default)).TTL);

        Assert.Equal(
            new CallOptions { Repeat = RepeatRule.Idempotent, RequireLeader = true },
            Assert.Single(_calls.Asked).Options);
    }

    [Fact]
    public void Time_to_live_and_the_list_of_leases_are_asked_for_as_they_are()
    {
        Script(_ => TenSecondsLeft, _ => new LeaseLeasesResponse { Leases = { new LeaseStatus { ID = 7 } } });

        Assert.Equal(12, Run(() => _client.TimeToLiveAsync(7, keys: true, default, default)).GrantedTTL);
        Assert.Single(Run(() => _client.LeasesAsync(default, default)).Leases);

        Assert.Equal(new LeaseTimeToLiveRequest { ID = 7, Keys = true }, _calls.Asked[0].Request);
    }

    private static LeaseGrantResponse Granted(IMessage request) =>
        new LeaseGrantResponse { ID = ((LeaseGrantRequest)request).ID, TTL = ((LeaseGrantRequest)request).TTL };

    private void Script(params Func<IMessage, IMessage>[] answers)
    {
        var left = new Queue<Func<IMessage, IMessage>>(answers);
        _calls.Answer = (request, _, _) => Task.FromResult(left.Dequeue()(request));
    }

    private T Run<T>(Func<ValueTask<T>> call) => _calls.Clock.Run(() => call().AsTask());

    private EtcdException Fails<T>(Func<ValueTask<T>> call) => Assert.Throws<EtcdException>(() => Run(call));
}
