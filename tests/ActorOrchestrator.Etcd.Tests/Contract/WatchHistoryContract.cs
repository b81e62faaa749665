using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: long histories, large revisions and compactions (etcd.md 6, 17: W2, W5, W8, W9, H6, H8; F7, F8; S12, S13,
/// S24).
/// Method: a history is written first and watched from its begin.
/// </summary>
public abstract class WatchHistoryContract : EtcdContract
{
    [Fact]
    public Task A_backlog_of_more_than_one_response_comes_whole_and_never_skips_to_the_header() => OnEtcdAsync(
        async etcd =>
        {
            const int Puts = 2_500;
            long first = await WriteAsync(etcd, Puts);

            await using WatchReader reader = await WatchReader.OpenAsync(
                etcd.Client, new(etcd.All) { StartRevision = first });
            List<Event> events = await reader.TakeAsync(Puts);

            Assert.Equal(
                Enumerable.Range(0, Puts).Select(i => first + i), events.Select(change => change.Kv.ModRevision));
        });

    [Fact]
    public Task A_compacted_start_is_told_with_what_is_left_and_the_compacted_revision_itself_is_served() =>
        OnEtcdAsync(
        async etcd =>
        {
            long first = await WriteAsync(etcd, 5);
            await etcd.Client.Kv.CompactAsync(first + 2);

            await using IEtcdWatcher gone = etcd.Client.Watch.Open(new(etcd.All) { StartRevision = first + 1 });
            EtcdException failure = await Assert.ThrowsAsync<EtcdException>(
                async () => await gone.ReadAllAsync().ToListAsync());
            Assert.Equal(("AO-ETC-0520", ErrorClass.Gone), (failure.Code, failure.Class));
            Assert.Equal(first + 2, failure.CompactRevision);

            await using WatchReader there = await WatchReader.OpenAsync(
                etcd.Client, new(etcd.All) { StartRevision = first + 2 });
            Assert.Equal(first + 2, (await there.TakeAsync(3))[0].Kv.ModRevision);
        });

    [Fact]
    public Task A_delete_at_the_compacted_revision_is_still_told() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        long deleted = (await etcd.Client.Kv.DeleteAsync(etcd.Name("a"))).Header.Revision;
        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1");
        await etcd.Client.Kv.CompactAsync(new CompactionRequest { Revision = deleted, Physical = true });

        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { StartRevision = deleted });

        string[] lines = (await reader.TakeAsync(1)).ToLines();
        Assert.Equal(KeepsTombstone(etcd.Version) ? ["DELETE a"] : ["PUT b=1"], lines);
    });

    [Fact]
    public Task The_pair_before_is_absent_when_it_is_compacted() => OnEtcdAsync(async etcd =>
    {
        long first = await WriteAsync(etcd, 3);
        await etcd.Client.Kv.CompactAsync(new CompactionRequest { Revision = first + 1, Physical = true });

        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { StartRevision = first + 1, PrevKv = true });
        List<Event> events = await reader.TakeAsync(2);

        Assert.Null(events[0].PrevKv);
        Assert.Equal("1", events[1].PrevKv.Value.ToText());
    });

    [Fact]
    public Task A_compaction_does_not_end_a_watch_that_has_seen_everything() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        long first = await WriteAsync(etcd, 3);
        await reader.TakeAsync(3);

        await etcd.Client.Kv.CompactAsync(first + 2);
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "after");

        Assert.Equal(["PUT a=after"], (await reader.TakeAsync(1)).ToLines());
    });

    [Fact]
    public Task Large_revisions_come_in_fragments_and_are_put_together() => OnEtcdAsync(async etcd =>
    {
        // S12: 100 puts of 60 kB are almost three times what one response may hold.
        var value = ByteString.CopyFrom(new byte[60_000]);
        long first = 0;
        for (int i = 0; i < 100; i++)
        {
            PutResponse put = await etcd.Client.Kv.PutAsync(
                new PutRequest { Key = etcd.Key($"k{i:00}"), Value = value });
            first = first == 0 ? put.Header.Revision : first;
        }

        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { StartRevision = first });
        var events = new List<Event>();
        while (events.Count < 100)
        {
            WatchBatch batch = (await reader.NextAsync())!;
            Assert.False(batch.IsPartial);
            events.AddRange(batch.Events);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => first + i), events.Select(change => change.Kv.ModRevision));
    });

    [Fact]
    public Task A_slow_reader_holds_nobody_back_and_misses_nothing() => OnEtcdAsync(async etcd =>
    {
        // S13, W8: the slow one's queue holds a tenth of what comes.
        const int Puts = 1_000;
        await using WatchReader slow = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { MaxBufferedEvents = Puts / 10 });
        await using WatchReader quick = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));

        long first = await WriteAsync(etcd, Puts);
        List<Event> seen = await quick.TakeAsync(Puts);
        Assert.Equal(WatchPhase.Detached, slow.Watcher.Phase);

        List<Event> late = await slow.TakeAsync(Puts);
        Assert.Equal(seen, late);
        Assert.Equal(first, late[0].Kv.ModRevision);
    });

    [Fact]
    public Task Many_watches_share_a_stream_and_each_gets_its_own() => OnEtcdAsync(async etcd =>
    {
        const int Watches = 300;
        var readers = new List<WatchReader>();
        for (int i = 0; i < Watches; i++)
        {
            readers.Add(new WatchReader(etcd.Client.Watch.Open(new(KeyRange.Single(etcd.Key($"k{i}"))))));
        }

        await Task.WhenAll(readers.Select(reader => reader.Watcher.Created));
        for (int i = 0; i < Watches; i++)
        {
            await etcd.Client.Kv.PutAsync(etcd.Name($"k{i}"), $"{i}");
        }

        for (int i = 0; i < Watches; i++)
        {
            Assert.Equal([$"PUT k{i}={i}"], (await readers[i].TakeAsync(1)).ToLines());
            await readers[i].DisposeAsync();
        }
    });

    // etcd#18089, #19179: repaired in 3.4.34, 3.5.16 and 3.6.
    private static bool KeepsTombstone(Version version) => version switch
    {
        { Major: 3, Minor: 4 } => version >= new Version(3, 4, 34),
        { Major: 3, Minor: 5 } => version >= new Version(3, 5, 16),
        _ => true,
    };

    private static async Task<long> WriteAsync(EtcdUnderTest etcd, int puts)
    {
        long first = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "0")).Header.Revision;
        for (int i = 1; i < puts; i++)
        {
            await etcd.Client.Kv.PutAsync(etcd.Name("a"), $"{i}");
        }

        return first;
    }
}
