using System.Threading.Channels;

namespace Benchmarks;

/// <summary>The same traffic without actors: two loops on channels.</summary>
internal static class PeerBenchmarks
{
    private const int Messages = 1_000_000;

    public static IEnumerable<Measurement> Run()
    {
        yield return Meter.Rate("peer: channel ping-pong", "msg/s", null, Messages, () => PingPong().Wait());
        yield return Meter.Rate("peer: channel flood", "msg/s", null, Messages, () => Flood().Wait());
    }

    private static Task PingPong()
    {
        var there = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        var back = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        object ball = new();
        var echo = Task.Run(async () =>
        {
            await foreach (object message in there.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                back.Writer.TryWrite(message);
            }
        });
        var ping = Task.Run(async () =>
        {
            for (var i = 0; i < Messages / 2; i++)
            {
                there.Writer.TryWrite(ball);
                await back.Reader.ReadAsync().ConfigureAwait(false);
            }

            there.Writer.Complete();
        });
        return Task.WhenAll(echo, ping);
    }

    private static async Task Flood()
    {
        var channel = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        var sink = Task.Run(async () =>
        {
            await foreach (object _ in channel.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                // Counting is not what is measured.
            }
        });
        object message = new();
        for (var i = 0; i < Messages; i++)
        {
            channel.Writer.TryWrite(message);
        }

        channel.Writer.Complete();
        await sink.ConfigureAwait(false);
    }
}
