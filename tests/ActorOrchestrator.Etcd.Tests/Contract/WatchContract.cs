namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: what a watch delivers while its stream lives (etcd.md 6, 17: W1, W2, W5, W12, H1, H2, H7; F7, F8, F9, F13).
/// Method: one client writes and reads what its own watches deliver.
/// </summary>
public abstract class WatchContract : EtcdContract
{
    [Fact]
    public Task From_now_on_every_event_comes_in_the_order_of_revisions() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "before");
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));

        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "2");
        long last = (await etcd.Client.Kv.DeleteAsync(etcd.Name("a"))).Header.Revision;

        List<Event> events = await reader.TakeAsync(3);
        Assert.Equal(["PUT a=1", "PUT b=2", "DELETE a"], events.ToLines());
        Assert.Equal([last - 2, last - 1, last], events.Select(change => change.Kv.ModRevision));
        Assert.Equal(last + 1, reader.Watcher.NextRevision);
    });

    [Fact]
    public Task From_a_revision_on_the_history_comes_first() => OnEtcdAsync(async etcd =>
    {
        long first = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "2");
        await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));

        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { StartRevision = first + 1 });
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "3");

        Assert.Equal(["PUT a=2", "DELETE a", "PUT a=3"], (await reader.TakeAsync(3)).ToLines());
    });

    [Fact]
    public Task A_watch_of_the_future_is_silent_until_then() => OnEtcdAsync(async etcd =>
    {
        long now = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "0")).Header.Revision;
        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(etcd.All) { StartRevision = now + 3 });
        Assert.Equal(now, (await reader.Watcher.Created).Revision);

        for (int i = 1; i <= 4; i++)
        {
            await etcd.Client.Kv.PutAsync(etcd.Name("a"), $"{i}");
        }

        Assert.Equal(["PUT a=3", "PUT a=4"], (await reader.TakeAsync(2)).ToLines());
    });

    [Fact]
    public Task Only_keys_of_the_range_come() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader single = await WatchReader.OpenAsync(
            etcd.Client, new(KeyRange.Single(etcd.Key("b"))));
        await using WatchReader between = await WatchReader.OpenAsync(
            etcd.Client, new(KeyRange.Between(etcd.Key("a"), etcd.Key("c"))));
        await using WatchReader from = await WatchReader.OpenAsync(
            etcd.Client, new(KeyRange.From(etcd.Key("c"))));

        foreach (string name in (string[])["a", "b", "c", "bb", "d"])
        {
            await etcd.Client.Kv.PutAsync(etcd.Name(name), "1");
        }

        await etcd.Client.Kv.DeleteAsync(etcd.Name("b"));

        Assert.Equal(["PUT b=1", "DELETE b"], (await single.TakeAsync(2)).ToLines());
        Assert.Equal(
            ["PUT a=1", "PUT b=1", "PUT bb=1", "DELETE b"], (await between.TakeAsync(4)).ToLines());
        Assert.Equal(["PUT c=1", "PUT d=1"], (await from.TakeAsync(2)).ToLines());
    });

    [Fact]
    public Task A_revision_comes_whole_and_in_the_order_of_its_operations() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("y"), "1");
        await etcd.Client.Kv.PutAsync(etcd.Name("x"), "1");
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));

        TxnResponse done = await Txn.Of(
            Op.Put(etcd.Name("c"), "1"), Op.Delete(KeyRange.Between(etcd.Key("x"), etcd.Key("z"))),
            Op.Put(etcd.Name("a"), "2")).CommitAsync(etcd.Client.Kv);

        WatchBatch batch = (await reader.NextAsync())!;
        Assert.Equal(["PUT c=1", "DELETE x", "DELETE y", "PUT a=2"], batch.Events.ToLines());
        Assert.All(batch.Events, change => Assert.Equal(done.Header.Revision, change.Kv.ModRevision));
    });

    [Fact]
    public Task A_delete_has_only_key_and_revision_and_an_empty_value_is_one() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        long put = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "")).Header.Revision;
        await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));

        List<Event> events = await reader.TakeAsync(2);
        Assert.Equal(
            new KeyValue { Key = etcd.Key("a"), CreateRevision = put, ModRevision = put, Version = 1 }, events[0].Kv);
        Assert.Equal(new KeyValue { Key = etcd.Key("a"), ModRevision = put + 1 }, events[1].Kv);
        Assert.All(events, change => Assert.Null(change.PrevKv));
    });

    [Fact]
    public Task The_pair_before_comes_on_demand() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { PrevKv = true });
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "2");
        await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));

        List<Event> events = await reader.TakeAsync(3);
        Assert.Null(events[0].PrevKv);
        Assert.Equal(("1", 1L), (events[1].PrevKv.Value.ToText(), events[1].PrevKv.Version));
        Assert.Equal(("2", 2L), (events[2].PrevKv.Value.ToText(), events[2].PrevKv.Version));
    });

    [Fact]
    public Task Filters_leave_puts_or_deletes_out() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader puts = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoDelete = true });
        await using WatchReader deletes = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoPut = true });
        for (int i = 0; i < 2; i++)
        {
            await etcd.Client.Kv.PutAsync(etcd.Name("a"), $"{i}");
            await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));
        }

        Assert.Equal(["PUT a=0", "PUT a=1"], (await puts.TakeAsync(2)).ToLines());
        Assert.Equal(["DELETE a", "DELETE a"], (await deletes.TakeAsync(2)).ToLines());
    });

    [Fact]
    public Task What_nobody_watches_moves_no_watch() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(KeyRange.Single(etcd.Key("a"))));
        long next = reader.Watcher.NextRevision;

        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1");
        await Txn.Of(Op.Delete(etcd.Name("a"))).CommitAsync(etcd.Client.Kv);
        long last = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        Assert.Equal(last, (await reader.TakeAsync(1))[0].Kv.ModRevision);
        Assert.True(next < last, "the watch began before what it waited for");
    });

    [Fact]
    public Task A_range_that_holds_nothing_is_refused() => OnEtcdAsync(async etcd =>
    {
        await using IEtcdWatcher watcher = etcd.Client.Watch.Open(
            new(KeyRange.Between(etcd.Key("b"), etcd.Key("a"))));

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => watcher.Created);
        await Assert.ThrowsAsync<EtcdException>(async () => await watcher.ReadAllAsync().ToListAsync());
        Assert.Contains("watcher range is empty", failure.Text, StringComparison.Ordinal);
        Assert.Equal(WatchPhase.Failed, watcher.Phase);
    });

    [Fact]
    public Task A_watch_that_is_disposed_ends_for_its_reader_and_the_others_go_on() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader stays = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        WatchReader goes = await WatchReader.OpenAsync(etcd.Client, new(etcd.All));
        Task<WatchBatch?> waiting = goes.NextAsync();

        await goes.DisposeAsync();
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");

        Assert.Null(await waiting);
        Assert.Equal(["PUT a=1"], (await stays.TakeAsync(1)).ToLines());
    });

    [Fact]
    public Task Progress_comes_on_demand_when_nothing_else_does() => OnEtcdAsync(async etcd =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(
            etcd.Client, new(KeyRange.Single(etcd.Key("a"))) { ProgressNotify = true });
        long now = (await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1")).Header.Revision;

        etcd.Client.Watch.RequestProgress();

        WatchBatch progress = (await reader.NextAsync())!;
        Assert.True(progress.IsProgress);
        Assert.InRange(progress.Header.Revision, 1, now);
    });
}
