using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md L4: what opening checks and adopts, and how a session is closed or given away.
/// Method: calls and keep-alives answered by hand, in virtual time.
/// </summary>
public sealed class EtcdSessionEndTests
{
    private readonly HandCalls _calls = new();
    private readonly LeaseClient _client;

    public EtcdSessionEndTests() => _client = new LeaseClient(_calls);

    [Fact]
    public void Closing_revokes_after_the_loss_was_told()
    {
        EtcdSession session = _calls.Open(_client, ttl: 9);
        bool lostFirst = false;
        _calls.Answer = (_, _, _) =>
        {
            lostFirst = session.IsLost && session.Lost.IsCancellationRequested && !session.Ended.IsCompleted;
            return Task.FromResult<IMessage>(new LeaseRevokeResponse());
        };

        SessionEnd end = _calls.Clock.Run(session.CloseAsync);

        Assert.True(lostFirst);
        Assert.Equal(SessionEnd.Revoked, end);
        Assert.Equal(SessionEnd.Revoked, Now(session.Ended));
        Assert.Equal(new LeaseRevokeRequest { ID = session.LeaseId }, _calls.Asked[^1].Request);
        Assert.Equal(TimeSpan.FromSeconds(5), _calls.Asked[^1].Options.Deadline);
    }

    [Fact]
    public void Closing_waits_no_longer_than_a_short_TTL()
    {
        EtcdSession session = _calls.Open(_client, ttl: 3);
        AnswerBy(new LeaseRevokeResponse());

        _calls.Clock.Run(session.CloseAsync);

        Assert.Equal(TimeSpan.FromSeconds(3), _calls.Asked[^1].Options.Deadline);
    }

    [Fact]
    public void Closing_without_an_answer_leaves_the_lease_to_expire()
    {
        EtcdSession session = _calls.Open(_client);
        _calls.Answer = (_, _, _) => throw HandCalls.Failure(EtcdErrorTexts.NotReached, SendState.NotSent);

        Assert.Equal(SessionEnd.LeftToExpire, _calls.Clock.Run(session.CloseAsync));
        Assert.Equal(SessionEnd.LeftToExpire, Now(session.Ended));
        Assert.Single(_calls.Recorded.Of(642));
    }

    [Fact]
    public void Closing_twice_asks_once()
    {
        EtcdSession session = _calls.Open(_client);
        AnswerBy(new LeaseRevokeResponse());
        int before = _calls.Asked.Count;

        _calls.Clock.Run(session.CloseAsync);
        _calls.Clock.Run(async () => await session.DisposeAsync());

        Assert.Equal(before + 1, _calls.Asked.Count);
    }

    [Fact]
    public void Closing_stops_the_keep_alives()
    {
        EtcdSession session = _calls.Open(_client);
        HandStream stream = _calls.LastStream;
        AnswerBy(new LeaseRevokeResponse());
        _calls.Clock.Run(session.CloseAsync);

        stream.Reply(session.LeaseId, 9);
        _calls.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(stream.Sent);
        Assert.Equal(0, _calls.Clock.PendingTimers);
    }

    [Fact]
    public void Closing_a_session_that_missed_its_deadline_revokes_the_lease_all_the_same()
    {
        EtcdSession session = _calls.Open(_client, ttl: 9);
        _calls.Clock.Advance(TimeSpan.FromSeconds(8));
        AnswerBy(new LeaseRevokeResponse());

        Assert.Equal(SessionEnd.Revoked, _calls.Clock.Run(session.CloseAsync));
        Assert.Equal(SessionEnd.DeadlinePassed, Now(session.Ended));
    }

    [Fact]
    public void Closing_what_the_server_does_not_know_asks_nothing()
    {
        EtcdSession session = _calls.Open(_client);
        _calls.LastStream.Reply(session.LeaseId, 0);
        int before = _calls.Asked.Count;

        Assert.Equal(SessionEnd.LeaseGone, _calls.Clock.Run(session.CloseAsync));
        Assert.Equal(before, _calls.Asked.Count);
    }

    [Fact]
    public void An_orphan_is_neither_kept_alive_nor_revoked_and_can_be_adopted()
    {
        EtcdSession orphan = _calls.Open(_client, ttl: 9);
        Assert.True(orphan.Orphan());
        Assert.True(orphan.IsLost);
        Assert.Equal(SessionEnd.Orphaned, Now(orphan.Ended));
        Assert.Equal(SessionEnd.Orphaned, _calls.Clock.Run(orphan.CloseAsync));
        Assert.False(orphan.Orphan());

        AnswerBy(new LeaseKeepAliveResponse { ID = orphan.LeaseId, TTL = 9 });
        EtcdSession adopted = Open(new SessionOptions { LeaseId = orphan.LeaseId });

        Assert.Equal(orphan.LeaseId, adopted.LeaseId);
        Assert.False(adopted.IsLost);
        Assert.DoesNotContain(_calls.Asked, asked => asked.Request is LeaseRevokeRequest);
    }

    [Fact]
    public void A_lease_that_is_gone_cannot_be_adopted()
    {
        AnswerBy(new LeaseKeepAliveResponse { ID = 5, TTL = 0 });

        EtcdException gone = Assert.Throws<EtcdException>(() => Open(new SessionOptions { LeaseId = 5 }));

        Assert.Equal(("AO-ETC-0530", ErrorClass.Gone), (gone.Code, gone.Class));
    }

    [Fact]
    public void A_lease_has_one_session_of_a_client()
    {
        EtcdSession session = _calls.Open(_client);
        AnswerBy(new LeaseKeepAliveResponse { ID = session.LeaseId, TTL = 9 });

        Assert.Throws<InvalidOperationException>(() => Open(new SessionOptions { LeaseId = session.LeaseId }));
        Assert.False(session.IsLost);
    }

    [Fact]
    public void An_adopted_lease_that_is_shorter_than_the_margin_is_refused()
    {
        AnswerBy(new LeaseKeepAliveResponse { ID = 5, TTL = 3 });

        Assert.Throws<ArgumentException>(
            () => Open(new SessionOptions { LeaseId = 5, Margin = TimeSpan.FromSeconds(3) }));
    }

    [Theory]
    [InlineData(0.5, null)]
    [InlineData(1.5, null)]
    [InlineData(86_401, null)]
    [InlineData(10, 0.0)]
    [InlineData(10, 10.0)]
    public void Options_outside_of_their_bounds_are_refused_and_nothing_is_sent(double ttl, double? margin)
    {
        var options = new SessionOptions
        {
            Ttl = TimeSpan.FromSeconds(ttl),
            Margin = margin is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        Assert.Throws<ArgumentException>(() => Open(options));
        Assert.Empty(_calls.Asked);
    }

    [Fact]
    public void Disposing_the_client_ends_its_sessions_and_leaves_no_timer()
    {
        EtcdSession session = _calls.Open(_client);

        _calls.Clock.Run(async () => await _client.DisposeAsync());

        Assert.Equal(SessionEnd.LeftToExpire, Now(session.Ended));
        Assert.True(_calls.LastStream.IsAborted);
        Assert.Equal(0, _calls.Clock.PendingTimers);
        Assert.Equal(SessionEnd.LeftToExpire, _calls.Clock.Run(session.CloseAsync));
    }

    private EtcdSession Open(SessionOptions options) =>
        _calls.Clock.Run(() => _client.OpenSessionAsync(options, CancellationToken.None));

    private void AnswerBy(IMessage answer) => _calls.Answer = (_, _, _) => Task.FromResult(answer);

    private static SessionEnd Now(Task<SessionEnd> ended)
    {
        Assert.True(ended.IsCompleted, "The session has not ended.");
        return ended.GetAwaiter().GetResult();
    }
}
