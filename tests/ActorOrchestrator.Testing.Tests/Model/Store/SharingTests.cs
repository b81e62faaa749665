using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: nothing that goes in or out of the store is shared with it.
/// Method: whatever was handed in or out is spoilt, and everything asked again.
/// </summary>
public sealed class SharingTests
{
    private readonly ModelStore _store = NewStore();

    [Fact]
    public void Spoilt_requests_answers_and_events_change_nothing()
    {
        PutRequest put = Put("a", "1");
        Applied<PutResponse> applied = _store.Put(put);
        put.Value = Key("spoilt");
        Spoil(applied.Events[0].Kv);
        TxnRequest txn = Then(Put("b", "1"));
        Spoil(_store.Txn(txn).Events[0].Kv);
        txn.Success[0].RequestPut.Value = Key("spoilt");
        RangeResponse before = All(_store).Clone();
        uint hash = _store.HashKv(0, out _);

        Spoil(All(_store).Kvs[0]);
        Spoil(_store.Put(new PutRequest { Key = Key("a"), Value = Key("1"), PrevKv = true }).Response.PrevKv);
        Spoil(_store.EventsFrom(2, Interval("a")).First()[0].Kv);
        Spoil(_store.PrevKv(_store.EventsFrom(4, Interval("a")).First()[0])!);

        Assert.Equal(before, All(_store, 3));
        Assert.Equal(hash, _store.HashKv(3, out _));
    }

    [Fact]
    public void A_copy_shares_no_leases()
    {
        _store.Grant(new LeaseGrantRequest { ID = 7, TTL = 60 }, () => 1);
        _store.Put(Put("a", "v", lease: 7));
        ModelStore copy = _store.Clone();

        _store.Put(Put("b", "v", lease: 7));
        copy.Grant(new LeaseGrantRequest { ID = 8, TTL = 60 }, () => 1);
        Assert.Equal([Key("a")], copy.KeysOf(7));
        Assert.Equal([7], _store.Leases);

        _store.Revoke(7);
        Assert.True(copy.HasLease(7));
        Assert.Equal("a", Keys(All(copy)));
    }

    private static void Spoil(KeyValue pair)
    {
        pair.Value = Key("spoilt");
        pair.Key = Key("spoilt");
        pair.ModRevision = 99;
    }
}
