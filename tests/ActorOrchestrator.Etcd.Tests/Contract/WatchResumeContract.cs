namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: watches go on over lost streams, without loss, duplicate or disorder (etcd.md W2, W5, W7; S11, S12).
/// Method: connections are cut and servers restarted between and under the writes.
/// </summary>
public abstract class WatchResumeContract : EtcdContract
{
    [Fact]
    public Task Twenty_watches_see_each_revision_once_and_in_order_however_often_the_stream_is_cut() => OnEtcdAsync(
        async etcd =>
        {
            // S11. The writer is another client, whose own calls are repeated here when they are cut.
            const int Watches = 20, Puts = 200, CutEvery = 40;
            IEtcdClient writer = etcd.NewClient();
            WatchReader[] readers = await Task.WhenAll(
                Enumerable.Range(0, Watches).Select(_ => WatchReader.OpenAsync(etcd.Client, new(etcd.All))));

            var written = new List<long>();
            Task<List<Event>[]> reading = Task.WhenAll(readers.Select(reader => reader.TakeAsync(Puts)));
            for (int i = 0; i < Puts; i++)
            {
                written.Add(await PutAsync(etcd, writer, i));
                if (i % CutEvery == 7)
                {
                    etcd.CutConnections();
                }
            }

            foreach (List<Event> seen in await reading)
            {
                Assert.Equal(written, seen.Select(change => change.Kv.ModRevision));
                Assert.Equal(Enumerable.Range(0, Puts).Select(i => $"PUT a={i}"), seen.ToLines());
            }
        });

    [Fact]
    public Task A_watch_that_is_cut_before_its_first_event_misses_nothing() => OnEtcdAsync(async etcd =>
    {
        IEtcdClient writer = etcd.NewClient();
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));

        etcd.CutConnections();
        await PutAsync(etcd, writer, 0);
        await PutAsync(etcd, writer, 1);

        Assert.Equal(["PUT a=0", "PUT a=1"], (await reader.TakeAsync(2)).ToLines());
    });

    [Fact]
    public Task A_watch_goes_on_when_the_server_was_restarted() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        await PutAsync(etcd, etcd.Client, 0);

        await etcd.RestartAsync();
        await PutAsync(etcd, etcd.Client, 1);
        await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));

        Assert.Equal(["PUT a=0", "PUT a=1", "DELETE a"], (await reader.TakeAsync(3)).ToLines());
    });

    [Fact]
    public Task What_was_compacted_while_the_stream_was_lost_is_told_and_never_skipped() => OnEtcdAsync(async etcd =>
    {
        // The watcher's queue is full, so it is detached when the history it has yet to see is compacted.
        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { MaxBufferedEvents = 4 });
        await using WatchReader witness = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        for (int i = 0; i < 20; i++)
        {
            await PutAsync(etcd, etcd.Client, i);
        }

        await witness.TakeAsync(20);
        long last = await PutAsync(etcd, etcd.Client, 20);
        await etcd.Client.Kv.CompactAsync(last);

        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => $"PUT a={i}"), (await reader.TakeAsync(4)).ToLines());
        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => reader.TakeAsync(1));
        Assert.Equal(("AO-ETC-0520", last), (failure.Code, failure.CompactRevision));
    });

    // A put that was cut may be applied still, also after a read that does not show it. The version that it compares
    // with lets it be applied once, however often it is sent.
    private static async Task<long> PutAsync(EtcdUnderTest etcd, IEtcdClient client, int value)
    {
        TxnBuilder once = Txn.When(Wire.VersionOf(etcd.Key("a"), Compare.Types.CompareResult.Equal, value))
            .Then(Op.Put(etcd.Name("a"), $"{value}")).Else(Op.Get(etcd.Name("a")));
        while (true)
        {
            try
            {
                TxnResponse done = await once.CommitAsync(client.Kv);
                return done.Succeeded ? done.Header.Revision : done.Responses[0].ResponseRange.Kvs[0].ModRevision;
            }
            catch (EtcdException lost) when (lost.Class is ErrorClass.Ambiguous)
            {
                // Sent again.
            }
        }
    }
}
