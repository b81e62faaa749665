using System.Diagnostics;
using Akka.Actor;

namespace Benchmarks;

/// <summary>The actor runtime under load, whichever it was built with.</summary>
/// <remarks>
/// The limits were measured on genuine Akka.NET 1.5 on two cores; they are aims on another machine, so a peer
/// without actors runs in the same process.
/// </remarks>
internal static class ActorBenchmarks
{
    private const int Messages = 1_000_000;
    private const int Asks = 100_000;
    private const int Spawned = 20_000;
    private const int ConcurrentAsks = 64;

    public static IEnumerable<Measurement> Run()
    {
        var system = ActorSystem.Create("bench", "akka.loglevel = WARNING\nakka.log-dead-letters = off");
        yield return Meter.Rate("ping-pong, 1 in flight", "msg/s", 6.7e6, Messages, () => PingPong(system, 1));
        yield return Meter.Rate("ping-pong, 100 in flight", "msg/s", 12.5e6, Messages, () => PingPong(system, 100));
        yield return Meter.Allocated("per message", 0, Messages, () => PingPong(system, 1));
        yield return Meter.Rate("flood of one actor", "msg/s", 15e6, Messages, () => Flood(system));
        yield return Meter.Rate("ask, one after the other", "ask/s", 740e3, Asks, () => Ask(system, Asks).Wait());
        long[] latencies = Latencies(system);
        yield return Percentile("ask, p50", 1, latencies, 0.50);
        yield return Percentile("ask, p99", null, latencies, 0.99);
        yield return Meter.Allocated("per ask", 1_200, Asks, () => Ask(system, Asks).Wait());
        yield return Meter.Rate("ask, 64 at a time", "ask/s", 1.3e6, Asks, () => AskConcurrently(system));
        yield return Meter.Rate("spawn", "actors/s", 88e3, Spawned, () => Spawn(system, stop: false));
        yield return Meter.Rate("spawn and stop", "actors/s", null, Spawned, () => Spawn(system, stop: true));
        yield return Meter.Cost("per idle actor", "B", 1_700, () => IdleBytes(system));
        system.Terminate().Wait();
    }

    private static void PingPong(ActorSystem system, int inFlight)
    {
        using var done = new ManualResetEventSlim();
        IActorRef pong = system.ActorOf(Props.Create(() => new EchoActor()));
        IActorRef ping = system.ActorOf(Props.Create(() => new PingActor(pong, Messages / 2, inFlight, done)));
        ping.Tell(PingActor.Go);
        done.Wait();
        system.Stop(ping);
        system.Stop(pong);
    }

    private static void Flood(ActorSystem system)
    {
        using var done = new ManualResetEventSlim();
        IActorRef sink = system.ActorOf(Props.Create(() => new CountActor(Messages, done)));
        object message = new();
        for (var i = 0; i < Messages; i++)
        {
            sink.Tell(message, ActorRefs.NoSender);
        }

        done.Wait();
        system.Stop(sink);
    }

    private static async Task Ask(ActorSystem system, int count)
    {
        IActorRef echo = system.ActorOf(Props.Create(() => new EchoActor()));
        object message = new();
        for (var i = 0; i < count; i++)
        {
            await echo.Ask<object>(message, TimeSpan.FromSeconds(10)).ConfigureAwait(false);
        }

        system.Stop(echo);
    }

    private static void AskConcurrently(ActorSystem system) => Task.WaitAll(
        [.. Enumerable.Range(0, ConcurrentAsks).Select(_ => Task.Run(() => Ask(system, Asks / ConcurrentAsks)))]);

    private static long[] Latencies(ActorSystem system)
    {
        var ticks = new long[Asks];
        Task.Run(async () =>
        {
            IActorRef echo = system.ActorOf(Props.Create(() => new EchoActor()));
            object message = new();
            for (var i = -Asks; i < Asks; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await echo.Ask<object>(message, TimeSpan.FromSeconds(10)).ConfigureAwait(false);
                ticks[Math.Max(i, 0)] = Stopwatch.GetTimestamp() - start;
            }

            system.Stop(echo);
        }).Wait();
        Array.Sort(ticks);
        return ticks;
    }

    private static Measurement Percentile(string name, double? limit, long[] sorted, double part)
    {
        double microseconds = sorted[(int)(sorted.Length * part)] * 1e6 / Stopwatch.Frequency;
        return new Measurement(name, "µs", microseconds, microseconds, limit, MoreIsBetter: false);
    }

    private static void Spawn(ActorSystem system, bool stop)
    {
        using var done = new CountdownEvent(1);
        IActorRef parent = system.ActorOf(Props.Create(() => new ParentActor(Spawned, stop, done)));
        parent.Tell(ParentActor.Go);
        done.Wait();
        parent.GracefulStop(TimeSpan.FromMinutes(1)).Wait();
    }

    private static double IdleBytes(ActorSystem system)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var done = new CountdownEvent(1);
        IActorRef parent = system.ActorOf(Props.Create(() => new ParentActor(Spawned, false, done)));
        parent.Tell(ParentActor.Go);
        done.Wait();
        double bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Spawned;
        parent.GracefulStop(TimeSpan.FromMinutes(1)).Wait();
        return bytes;
    }
}
