using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: etcd.md S20: an hour with 100 leases, 100 watches and their keep-alives ends in the state that arithmetic
/// predicts, and takes a moment.
/// Method: keep-alives every third of the time to live for half of the leases, until a moment of each one's own; no
/// clock is looked at but the virtual one.
/// </summary>
public sealed class VirtualHourTests
{
    private const int Leases = 100;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Latency = TimeSpan.Zero });

    [Fact]
    public void An_hour_of_leases_watches_and_keep_alives_ends_as_predicted()
    {
        var wire = new Wire(_etcd);
        WatchCreateRequest[] watches = [.. Enumerable.Range(0, Leases).Select(i => WireWatches.Prefix(Key(i)))];
        var watch = wire.Watch(watches);
        for (var i = 0; i < Leases; i++)
        {
            wire.Grant(i + 1, Ttl(i));
            wire.Put(Key(i), lease: i + 1);
        }

        var stream = wire.Open(EtcdMethods.LeaseKeepAlive);
        for (var i = 0; i < Leases; i++)
        {
            KeepAlive(stream, i);
        }

        _etcd.Time.Advance(Hour);

        // Lease i ends a whole time to live after its last keep-alive.
        int[] ended = [.. Enumerable.Range(0, Leases).Where(i => EndOf(i) <= Hour)];
        Assert.Equal(1 + Leases + ended.Length, _etcd.Revision);
        Assert.Equal(Leases - ended.Length, wire.Call(EtcdMethods.LeaseLeases, new LeaseLeasesRequest()).Leases.Count);
        Assert.Equal(Enumerable.Range(0, Leases).Sum(KeepAlives), stream.Received.Count);
        var deletes = watch.Received.Zip(watch.ReceivedAt)
            .SelectMany(pair => pair.First.Events.Select(change => (change, pair.Second)))
            .Where(pair => pair.change.Type is Event.Types.EventType.Delete)
            .ToDictionary(pair => pair.change.Kv.Key.ToStringUtf8(), pair => pair.Second);
        Assert.Equal(ended.ToDictionary(Key, EndOf), deletes);
        Assert.Equal(Leases + Leases + ended.Length, watch.Received.Count);
    }

    private static string Key(int i) => $"/{i:d3}";

    private static long Ttl(int i) => 6 + (3 * (i % 10));

    // Each lives for a time of its own, some beyond the hour.
    private static int KeepAlives(int i) => (int)Math.Min(Hour.Ticks / Interval(i).Ticks, i * 20);

    private static TimeSpan Interval(int i) => TimeSpan.FromSeconds(Ttl(i) / 3);

    private static TimeSpan EndOf(int i) => (KeepAlives(i) * Interval(i)) + TimeSpan.FromSeconds(Ttl(i));

    private void KeepAlive(WireCall<LeaseKeepAliveRequest, LeaseKeepAliveResponse> stream, int i)
    {
        int left = KeepAlives(i);
        ITimer? timer = null;
        timer = _etcd.Time.CreateTimer(
            _ =>
            {
                if (left-- > 0)
                {
                    stream.Send(new LeaseKeepAliveRequest { ID = i + 1 });
                }
                else
                {
                    timer!.Dispose();
                }
            },
            null,
            Interval(i),
            Interval(i));
    }
}
