using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: which writes take a revision, and what a key's create, mod and version are (M3, F5, F6).
/// Method: one small history each.
/// </summary>
public sealed class RevisionTests
{
    private readonly ModelStore _store = NewStore();

    [Fact]
    public void M3_a_store_begins_at_revision_1_and_the_first_write_is_2()
    {
        Assert.Equal(1, _store.Revision);
        Assert.Equal(-1, _store.CompactRevision);

        _store.Put(Put("a"));

        Assert.Equal(2, _store.Revision);
    }

    [Fact]
    public void F5_a_write_that_changes_nothing_takes_no_revision()
    {
        _store.Grant(new LeaseGrantRequest { ID = 7, TTL = 60 }, () => 1);

        Assert.Empty(_store.DeleteRange(Delete("a", NoEnd)).Events);
        Assert.Empty(_store.Txn(Then()).Events);
        Assert.Empty(_store.Txn(Else(Put("a"))).Events);
        Assert.Empty(_store.Txn(Then(Delete("a"), Get("b"))).Events);
        Assert.Empty(_store.Revoke(7).Events);

        Assert.Equal(1, _store.Revision);
    }

    [Fact]
    public void A_put_of_the_same_value_is_a_change()
    {
        _store.Put(Put("a"));
        _store.Put(Put("a"));

        Assert.Equal((3, 2), (_store.Revision, Pair("a").Version));
    }

    [Fact]
    public void F6_a_key_that_is_made_again_begins_anew()
    {
        _store.Put(Put("a"));
        _store.Put(Put("a"));
        Assert.Equal((2, 3, 2), Numbers("a"));

        _store.DeleteRange(Delete("a"));
        _store.Put(Put("a"));

        Assert.Equal((5, 5, 1), Numbers("a"));
    }

    [Fact]
    public void A_transaction_takes_one_revision_for_all_its_writes()
    {
        _store.Put(Put("c"));

        ImmutableArray<Event> events = _store.Txn(Then(Put("b"), Put("a"), Delete("c"))).Events;

        Assert.Equal(3, _store.Revision);
        Assert.Equal(["b", "a", "c"], events.Select(change => Text(change.Kv.Key)));
        Assert.All(events, change => Assert.Equal(3, change.Kv.ModRevision));
    }

    [Fact]
    public void A_delete_and_a_put_of_one_key_in_one_transaction_make_it_anew()
    {
        _store.Put(Put("a"));
        _store.Put(Put("a"));

        // A delete without an end is in nobody's way (T4).
        _store.Txn(Then(Delete("a", NoEnd), Put("a", "new")));

        Assert.Equal((4, 4, 1), Numbers("a"));
        Assert.Equal("v", Text(Assert.Single(_store.Range(Get("a", "", 3)).Kvs).Value));
    }

    [Fact]
    public void Put_gives_the_pair_before_it_when_asked()
    {
        Assert.Null(_store.Put(With(Put("a", "1"), put => put.PrevKv = true)).Response.PrevKv);
        Assert.Null(_store.Put(Put("a", "2")).Response.PrevKv);

        KeyValue previous = _store.Put(With(Put("a", "3"), put => put.PrevKv = true)).Response.PrevKv;

        Assert.Equal("2", Text(previous.Value));
        Assert.Equal((2, 3, 2), (previous.CreateRevision, previous.ModRevision, previous.Version));
    }

    [Fact]
    public void Put_keeps_the_value_or_the_lease_when_asked()
    {
        _store.Grant(new LeaseGrantRequest { ID = 7, TTL = 60 }, () => 1);
        _store.Put(Put("a", "1", lease: 7));

        _store.Put(With(Put("a", "2"), put => put.IgnoreLease = true));
        Assert.Equal(("2", 7), (Text(Pair("a").Value), Pair("a").Lease));

        _store.Put(With(Put("a", ""), put => put.IgnoreValue = true));
        Assert.Equal(("2", 0, 3), (Text(Pair("a").Value), Pair("a").Lease, Pair("a").Version));
    }

    [Fact]
    public void Put_cannot_keep_what_is_not_there()
    {
        Assert.Equal(
            EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Put(With(Put("a", ""), put => put.IgnoreValue = true))));
        Assert.Equal(
            EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Put(With(Put("a"), put => put.IgnoreLease = true))));
        Assert.Equal(1, _store.Revision);
    }

    [Fact]
    public void Delete_counts_and_gives_the_pairs_before_it_in_key_order()
    {
        foreach (string key in new[] { "c", "a", "b", "d" })
        {
            _store.Put(Put(key, key + key));
        }

        var delete = Delete("a", "d");
        delete.PrevKv = true;
        Applied<DeleteRangeResponse> answer = _store.DeleteRange(delete);

        Assert.Equal(3, answer.Response.Deleted);
        Assert.Equal(["aa", "bb", "cc"], answer.Response.PrevKvs.Select(pair => Text(pair.Value)));
        Assert.Equal(["a", "b", "c"], answer.Events.Select(change => Text(change.Kv.Key)));
        Assert.Equal("d", Keys(All(_store)));
    }

    private static PutRequest With(PutRequest put, Action<PutRequest> set)
    {
        set(put);
        return put;
    }

    private KeyValue Pair(string key) => Assert.Single(_store.Range(Get(key)).Kvs);

    private (long Create, long Mod, long Version) Numbers(string key) =>
        (Pair(key).CreateRevision, Pair(key).ModRevision, Pair(key).Version);
}
