using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: GOAWAY loses nothing that the server has taken, and proves what it has not (G10, S6).
/// Method: a scripted peer says it between calls in flight.
/// </summary>
public sealed class GoAwayTests
{
    [Fact]
    public async Task The_lower_call_completes_and_the_upper_one_was_not_processed() // S6
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink lower) = await world.StartPutAsync();
        RecordingSink upper = world.Put();
        await link.NextCallAsync();

        await link.SendGoAwayAsync(1, H2ErrorCode.NoError, "maintenance");
        CallEnd end = await upper.End;

        EndAssert.NotReached(end);
        Assert.Contains("GOAWAY with NO_ERROR 'maintenance'", end.Text, StringComparison.Ordinal);
        Assert.False(lower.HasEnded);

        // Repeated, it goes to a new connection, exactly once; the old one lives for the lower call.
        (PeerLink second, RecordingSink again) = await world.StartPutAsync();
        await second.AnswerAsync(1, 2);
        await link.AnswerAsync(1, 1);

        EndAssert.Ok(await again.End);
        EndAssert.Ok(await lower.End);
        Assert.Equal([1], await lower.NextAsync());
        Assert.False(world.Peer.HasVisitor);
    }

    [Fact]
    public async Task A_drained_connection_is_closed_with_GOAWAY()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.SendGoAwayAsync(int.MaxValue, H2ErrorCode.NoError);
        await link.SendGoAwayAsync(1, H2ErrorCode.NoError);
        await link.AnswerAsync(1, 1);

        EndAssert.Ok(await sink.End);
        Assert.Equal(H2ErrorCode.NoError, (await link.LastBeforeCloseAsync(FrameType.GoAway))?.GoAwayCode);
    }

    [Fact]
    public async Task A_drained_connection_is_closed_when_the_last_call_is_aborted()
    {
        await using var world = new H2World();
        world.Put(out IEtcdCall call);
        PeerLink link = await world.Peer.GreetAsync();
        await link.SendGoAwayAsync(1, H2ErrorCode.NoError);
        await link.NextBodyAsync();
        await link.PingAsync();

        call.Abort();

        Assert.NotNull(await link.LastBeforeCloseAsync(FrameType.GoAway));
    }

    [Fact]
    public async Task A_connection_without_calls_is_closed_at_once()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.AnswerAsync(1, 1);
        await sink.End;

        await link.SendGoAwayAsync(1, H2ErrorCode.NoError);

        Assert.NotNull(await link.LastBeforeCloseAsync(FrameType.GoAway));
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task Calls_that_wait_for_a_place_were_not_sent()
    {
        await using var world = new H2World();
        RecordingSink first = world.Put();
        RecordingSink second = world.Put(out IEtcdCall call);
        PeerLink link = await world.Peer.GreetAsync((Settings.MaxConcurrentStreams, 1));

        await link.SendGoAwayAsync(1, H2ErrorCode.NoError);

        EndAssert.NotReached(await second.End);
        Assert.False(call.MayHaveLeft);
        await link.AnswerAsync(1, 1);
        EndAssert.Ok(await first.End);
    }

    [Fact]
    public async Task A_call_at_or_below_the_last_id_is_lost_if_the_connection_ends()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        await link.SendGoAwayAsync(1, H2ErrorCode.InternalError, "panic");
        link.Close();
        CallEnd end = await sink.End;

        EndAssert.Lost(end);
        Assert.Contains("GOAWAY with INTERNAL_ERROR 'panic'", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GOAWAY_instead_of_a_greeting_ends_the_calls_as_not_sent()
    {
        await using var world = new H2World();
        RecordingSink sink = world.Put();
        PeerLink link = await world.Peer.AcceptAsync();

        await link.SendGoAwayAsync(0, H2ErrorCode.NoError, "closing");

        CallEnd end = await sink.End;
        EndAssert.NotReached(end);
        Assert.Contains("'closing'", end.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_whose_ids_are_used_up_is_replaced()
    {
        await using var world = new H2World(options => options with { FirstStreamId = int.MaxValue - 2 });
        RecordingSink first = world.Put();
        RecordingSink second = world.Put();
        PeerLink link = await world.Peer.GreetAsync();
        Assert.Equal(int.MaxValue - 2, (await link.NextCallAsync()).StreamId);
        Assert.Equal(int.MaxValue, (await link.NextCallAsync()).StreamId);

        RecordingSink third = world.Put();
        PeerLink next = await world.Peer.GreetAsync();
        await next.AnswerAsync((await next.NextCallAsync()).StreamId, 1);
        await link.AnswerAsync(int.MaxValue - 2, 1);
        await link.AnswerAsync(int.MaxValue, 1);

        Assert.All(await Task.WhenAll(first.End, second.End, third.End), EndAssert.Ok);
        Assert.NotNull(await link.LastBeforeCloseAsync(FrameType.GoAway));
    }
}
