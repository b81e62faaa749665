using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: a dead connection is found while calls are open, a quiet one is left in peace, and a server that complains is
/// asked less (G10, G11).
/// Method: timers by hand, a scripted peer that answers PINGs or does not.
/// </summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_connection_that_does_not_answer_in_time_is_lost_with_its_calls()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();

        world.Time.Advance(Interval);
        await link.NextAsync(FrameType.Ping);
        world.Time.Advance(Patience);
        CallEnd end = await sink.End;

        EndAssert.Lost(end);
        Assert.Contains("did not answer a PING within 00:00:05", end.Text, StringComparison.Ordinal);
        await world.AssertWorksAsync();
    }

    [Fact]
    public async Task It_is_not_given_up_before()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.NextBodyAsync();

        world.Time.Advance(Interval - TimeSpan.FromTicks(1));
        await link.PingAsync();
        world.Time.Advance(TimeSpan.FromTicks(1));
        Frame ping = await link.NextAsync();
        world.Time.Advance(Patience - TimeSpan.FromTicks(1));
        await link.SendAsync(FrameType.Ping, FrameHeader.Ack, 0, ping.Payload);
        await link.AnswerAsync(1, 1);

        Assert.Equal(FrameType.Ping, ping.Header.Type);
        EndAssert.Ok(await sink.End);
    }

    [Fact]
    public async Task A_connection_that_answers_is_asked_again_and_again()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.NextBodyAsync();
        HashSet<string> payloads = [];

        for (int round = 0; round < 5; round++)
        {
            world.Time.Advance(Interval);
            Frame ping = await link.NextAsync();
            Assert.True(payloads.Add(Convert.ToHexString(ping.Payload)));
            await link.SendAsync(FrameType.Ping, FrameHeader.Ack, 0, ping.Payload);
            await link.PingAsync();
        }

        Assert.False(sink.HasEnded);
    }

    [Fact]
    public async Task Another_answer_than_the_one_to_the_last_PING_does_not_count()
    {
        await using var world = new H2World();
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.NextBodyAsync();
        world.Time.Advance(Interval);
        Frame ping = await link.NextAsync();

        await link.SendAsync(FrameType.Ping, FrameHeader.Ack, 0, [9, .. ping.Payload[1..]]);
        await link.PingAsync();
        world.Time.Advance(Patience);

        Assert.Equal(CallFailure.Lost, (await sink.End).Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_without_calls_is_asked_only_if_that_is_wanted(bool wanted)
    {
        await using var world = new H2World(options => options with { KeepAliveWithoutCalls = wanted });
        (PeerLink link, RecordingSink sink) = await world.StartPutAsync();
        await link.NextBodyAsync();
        await link.AnswerAsync(1, 1);
        await sink.End;

        world.Time.Advance(Interval);

        if (wanted)
        {
            Assert.Equal(FrameFlags.None, (await link.NextAsync(FrameType.Ping)).Header.Flags);
        }
        else
        {
            await link.PingAsync();
            world.Put();
            await link.NextBodyAsync();
            world.Time.Advance(Interval);
            Assert.Equal(FrameType.Ping, (await link.NextAsync()).Header.Type);
        }
    }

    [Theory]
    [InlineData((int)H2ErrorCode.EnhanceYourCalm, "too_many_pings", 20)]
    [InlineData((int)H2ErrorCode.EnhanceYourCalm, "other", 10)]
    [InlineData((int)H2ErrorCode.NoError, "too_many_pings", 10)]
    public async Task A_server_that_complains_of_pings_gets_half_as_many(int code, string why, int seconds)
    {
        await using var world = new H2World();
        (PeerLink first, _) = await world.StartPutAsync();
        await first.SendGoAwayAsync(0, (H2ErrorCode)code, why);
        Assert.NotNull(await first.LastBeforeCloseAsync(FrameType.GoAway));

        (PeerLink link, _) = await world.StartPutAsync();
        await link.NextBodyAsync();
        world.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        await link.PingAsync();
        world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(FrameType.Ping, (await link.NextAsync()).Header.Type);
    }
}
