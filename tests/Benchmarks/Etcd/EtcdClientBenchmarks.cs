using System.Diagnostics;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Protocol;
using Google.Protobuf;

namespace Benchmarks.Etcd;

/// <summary>The client and a bare HttpClient against the same etcd, in turn, in one run (etcd.md Z1 to Z4).</summary>
internal static class EtcdClientBenchmarks
{
    private const int Rounds = 7;
    private const int Events = 100_000;

    private static readonly PutRequest Put = new()
    {
        Key = ByteString.CopyFromUtf8("bench/k0000001"),
        Value = ByteString.CopyFrom(new byte[100]),
    };

    private static readonly RangeRequest One = new() { Key = Put.Key };

    private static readonly RangeRequest Many = new()
    {
        Key = ByteString.CopyFromUtf8("many/"),
        RangeEnd = KeyRange.Prefix("many/").End,
        Serializable = true,
    };

    private static readonly TxnRequest CompareAndSwap = Txn
        .When(Guard.ModRevision("bench/k0000001").GreaterThan(0))
        .Then(Op.Put(Put)).Else(Op.Get("bench/k0000001")).Build();

    public static async Task RunAsync()
    {
        using EtcdProcess etcd = await EtcdProcess.StartAsync().ConfigureAwait(false);
        await using var ours = new ClientStore(etcd.Client());
        await using var peer = new HttpStore(etcd.Endpoint);
        long first = await FillAsync(ours).ConfigureAwait(false);

        Console.WriteLine($"{"",-34}{"calls/s",10}{"p50 us",9}{"p99 us",9}{"B/call",9}{"CPU us",9}");
        await CompareAsync("put", ours, peer, 1, 2_000, static s => Task(s.PutAsync(Put))).ConfigureAwait(false);
        await CompareAsync("put", ours, peer, 64, 20_000, static s => Task(s.PutAsync(Put))).ConfigureAwait(false);
        await CompareAsync("range", ours, peer, 1, 3_000, static s => Task(s.RangeAsync(One))).ConfigureAwait(false);
        await CompareAsync("range", ours, peer, 64, 20_000, static s => Task(s.RangeAsync(One))).ConfigureAwait(false);
        await CompareAsync("txn", ours, peer, 1, 2_000, static s =>
            Task(s.TxnAsync(CompareAndSwap))).ConfigureAwait(false);
        await CompareAsync("txn", ours, peer, 64, 20_000, static s => Task(s.TxnAsync(CompareAndSwap)))
            .ConfigureAwait(false);
        await CompareAsync("range of 10,000 keys", ours, peer, 1, 20, static s => Task(s.RangeAsync(Many)))
            .ConfigureAwait(false);
        await CompareAsync(
            $"watch of {Events:N0} events", ours, peer, 1, 1, s =>
                s.WatchAsync(KeyRange.Prefix("many/"), first, Events))
            .ConfigureAwait(false);
    }

    // Ten values of a hundred bytes for each of 10,000 keys: what a range returns, and what a watch catches up.
    private static async Task<long> FillAsync(ClientStore store)
    {
        long first = 0;
        for (int i = 0; i < Events; i += 100)
        {
            var txn = new TxnRequest();
            txn.Success.AddRange(Enumerable.Range(i, 100).Select(n => Op.Put(new PutRequest
            {
                Key = ByteString.CopyFromUtf8($"many/{n % 10_000:00000}"),
                Value = Put.Value,
            })));
            TxnResponse response = await store.TxnAsync(txn).ConfigureAwait(false);
            first = first == 0 ? response.Header.Revision : first;
        }

        return first;
    }

    private static async Task CompareAsync(
        string name, IStore ours, IStore peer, int ways, int calls, Func<IStore, Task> call)
    {
        (List<CallCost> Ours, List<CallCost> Peer) costs = ([], []);
        // In turn, so that what else the machine does meets both; the first rounds compile.
        for (int round = -2; round < Rounds; round++)
        {
            CallCost ofPeer = await CallCost.MeasureAsync(ways, calls, () => call(peer)).ConfigureAwait(false);
            CallCost ofOurs = await CallCost.MeasureAsync(ways, calls, () => call(ours)).ConfigureAwait(false);
            if (round >= 0)
            {
                costs.Ours.Add(ofOurs);
                costs.Peer.Add(ofPeer);
            }
        }

        string label = ways == 1 ? name : $"{name}, {ways}-way";
        Console.WriteLine($"{label,-34}{CallCost.Median(costs.Ours)}");
        Console.WriteLine($"{"  peer: bare HttpClient",-34}{CallCost.Median(costs.Peer)}");
    }

    private static async Task Task<T>(ValueTask<T> call) => await call.ConfigureAwait(false);
}
