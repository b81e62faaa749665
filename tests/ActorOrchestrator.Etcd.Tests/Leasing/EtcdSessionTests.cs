using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md L2 to L5: when a session is lost, and by what; how it is opened, closed and given away.
/// Method: calls and keep-alives answered by hand, in virtual time.
/// </summary>
public sealed class EtcdSessionTests
{
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    private readonly HandCalls _calls = new();
    private readonly LeaseClient _client;

    public EtcdSessionTests() => _client = new LeaseClient(_calls);

    [Fact]
    public void A_session_asks_for_its_TTL_and_counts_the_answered_one_from_the_send_time()
    {
        // L2, L5: the answer takes half a second, and raises the TTL.
        _calls.Answer = async (request, _, stop) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), _calls.Clock, stop);
            return new LeaseGrantResponse { ID = ((LeaseGrantRequest)request).ID, TTL = 10 };
        };
        EtcdSession session = OpenAsIs(new SessionOptions { Ttl = TimeSpan.FromSeconds(3) });

        Assert.Equal(3, ((LeaseGrantRequest)_calls.Asked[0].Request).TTL);
        Assert.Equal(TimeSpan.FromSeconds(10), session.Ttl);
        Assert.Equal(TimeSpan.FromSeconds(9.5), session.LeaseRemaining);
        _calls.Clock.Advance(TimeSpan.FromSeconds(7.5) - OneTick);
        Assert.False(session.IsLost || session.Lost.IsCancellationRequested);
        _calls.Clock.Advance(OneTick);
        Assert.True(session.IsLost && session.Lost.IsCancellationRequested);
        Assert.Equal(SessionEnd.DeadlinePassed, Now(session.Ended));
    }

    [Fact]
    public void An_answered_keep_alive_moves_the_deadline_to_its_send_time_and_not_to_its_answers()
    {
        EtcdSession session = _calls.Open(_client, ttl: 9);
        _calls.Clock.Advance(TimeSpan.FromSeconds(2));

        _calls.LastStream.Reply(session.LeaseId, 9);

        Assert.Equal(TimeSpan.FromSeconds(7), session.LeaseRemaining);
        Assert.Equal(TimeSpan.FromSeconds(1.8), session.Margin);
    }

    [Fact]
    public void A_lost_session_is_lost_by_the_clock_even_before_its_timer_has_fired()
    {
        // Timers of one instant fire in the order in which they were made: this one is before the session's.
        EtcdSession? session = null;
        bool? seen = null;
        using ITimer before = _calls.Clock.CreateTimer(
            _ => seen = session!.IsLost && !session.Lost.IsCancellationRequested,
            null,
            TimeSpan.FromSeconds(7.2),
            Timeout.InfiniteTimeSpan);
        session = _calls.Open(_client, ttl: 9);

        _calls.Clock.Advance(TimeSpan.FromSeconds(8));

        Assert.True(seen);
        Assert.True(session.Lost.IsCancellationRequested);
    }

    [Fact]
    public void A_late_answer_does_not_bring_a_lost_session_back()
    {
        EtcdSession session = _calls.Open(_client, ttl: 9);
        HandStream stream = _calls.LastStream;
        _calls.Clock.Advance(TimeSpan.FromSeconds(8));

        stream.Reply(session.LeaseId, 9);

        Assert.True(session.IsLost);
        Assert.Equal(TimeSpan.Zero, session.LeaseRemaining);
    }

    [Fact]
    public void A_failing_network_is_no_loss_until_the_deadline()
    {
        // L3
        EtcdSession session = _calls.Open(_client, ttl: 9);
        _calls.LastStream.End(HandCalls.Failure(EtcdErrorTexts.AnswerLost, SendState.MaybeSent));
        _calls.Opening = _ => throw HandCalls.Failure(EtcdErrorTexts.NotReached, SendState.NotSent);

        _calls.Clock.Advance(TimeSpan.FromSeconds(7.2) - OneTick);

        Assert.False(session.IsLost);
        _calls.Clock.Advance(OneTick);
        Assert.Equal(SessionEnd.DeadlinePassed, Now(session.Ended));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_keep_alive_that_finds_no_lease_is_loss_at_once(long ttl)
    {
        // L3
        EtcdSession session = _calls.Open(_client);

        _calls.LastStream.Reply(session.LeaseId, ttl);

        Assert.True(session.IsLost && session.Lost.IsCancellationRequested);
        Assert.Equal(SessionEnd.LeaseGone, Now(session.Ended));
        Assert.Equal(TimeSpan.Zero, session.LeaseRemaining);
    }

    [Fact]
    public void Any_request_that_finds_no_lease_is_loss_at_once()
    {
        // L3
        Func<long, Task>[] requests =
        [
            id => Answered(new LeaseTimeToLiveResponse { TTL = -1 }, () =>
                _client.TimeToLiveAsync(id, false, default, default)),
            id => Answered(new LeaseKeepAliveResponse { TTL = 0 }, () =>
                _client.KeepAliveOnceAsync(id, default, default)),
            id => Answered(new LeaseRevokeResponse(), () => _client.RevokeAsync(id, default, default)),
            id => Answered(HandCalls.Failure(EtcdErrorTexts.LeaseNotFound), () =>
                _client.RevokeAsync(id, default, default)),
        ];
        foreach (Func<long, Task> request in requests)
        {
            EtcdSession session = _calls.Open(_client);

            _calls.Clock.Run(() => request(session.LeaseId));

            Assert.Equal(SessionEnd.LeaseGone, Now(session.Ended));
        }
    }

    [Fact]
    public void A_lease_that_another_request_finds_alive_is_not_lost()
    {
        EtcdSession session = _calls.Open(_client);

        _calls.Clock.Run(() => Answered(
            new LeaseTimeToLiveResponse { TTL = 1 }, () =>
                _client.TimeToLiveAsync(session.LeaseId, false, default, default)));

        Assert.False(session.IsLost);
    }

    [Fact]
    public void Listeners_of_the_loss_that_throw_do_not_keep_others_from_hearing_it()
    {
        EtcdSession session = _calls.Open(_client);
        bool heard = false;
        using CancellationTokenRegistration first = session.Lost.Register(() => heard = true);
        using CancellationTokenRegistration second = session.Lost.Register(() => throw new InvalidOperationException());

        _calls.LastStream.Reply(session.LeaseId, 0);

        Assert.True(heard);
        Assert.Single(_calls.Recorded.Of(643));
        Assert.Equal(SessionEnd.LeaseGone, Now(session.Ended));
    }

    private EtcdSession OpenAsIs(SessionOptions options) =>
        _calls.Clock.Run(() => _client.OpenSessionAsync(options, CancellationToken.None));

    private static SessionEnd Now(Task<SessionEnd> ended)
    {
        Assert.True(ended.IsCompleted, "The session has not ended.");
        return ended.GetAwaiter().GetResult();
    }

    private async Task Answered<T>(object answer, Func<ValueTask<T>> ask)
    {
        _calls.Answer = (_, _, _) =>
            answer is EtcdException failure ? throw failure : Task.FromResult((IMessage)answer);
        try
        {
            await ask();
        }
        catch (EtcdException failure) when (ReferenceEquals(failure, answer))
        {
            // What matters is what the session makes of it.
        }
    }
}
