using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: what watches are told: whole revisions in order, in the order of operations, and the pairs before (F7, F9,
/// W12, H7; S24).
/// Method: small histories, as writes give them and as they are read again later.
/// </summary>
public sealed class EventTests
{
    private readonly ModelStore _store = NewStore();

    [Fact]
    public void Events_read_later_are_those_that_the_writes_gave()
    {
        ImmutableArray<Event>[] given =
        [
            _store.Put(Put("b")).Events,
            _store.Txn(Then(Put("c"), Put("a"), Delete("b"))).Events,
            _store.DeleteRange(Delete("a", NoEnd)).Events,
        ];

        Assert.Equal(Lists(given), Lists(_store.EventsFrom(2, Interval("\0", NoEnd))));
        Assert.Equal(Lists(given[1..]), Lists(_store.EventsFrom(3, Interval("\0", NoEnd))));
        Assert.Equal(Lists(given), Lists(_store.EventsFrom(-5, Interval("\0", NoEnd))));
        Assert.Empty(_store.EventsFrom(5, Interval("\0", NoEnd)));
    }

    [Fact]
    public void W12_a_delete_has_its_key_and_revision_only()
    {
        _store.Put(Put("a", "1"));

        Event deleted = Assert.Single(_store.DeleteRange(Delete("a")).Events);

        Assert.Equal(
            new Event { Type = Event.Types.EventType.Delete, Kv = new KeyValue { Key = Key("a"), ModRevision = 3 } },
            deleted);
    }

    [Fact]
    public void A_put_has_the_whole_pair()
    {
        _store.Grant(new LeaseGrantRequest { ID = 7, TTL = 60 }, () => 1);
        _store.Put(Put("a", "1"));

        Event put = Assert.Single(_store.Put(Put("a", "2", lease: 7)).Events);

        Assert.Equal(new Event { Kv = Assert.Single(_store.Range(Get("a")).Kvs) }, put);
        Assert.Equal(7, put.Kv.Lease);
    }

    [Fact]
    public void Revisions_without_an_event_in_the_range_are_left_out()
    {
        _store.Put(Put("a"));
        _store.Put(Put("b"));
        _store.Txn(Then(Put("a"), Put("b")));
        _store.Put(Put("ab"));

        Assert.Equal(["2:a", "4:a"], Told(2, Interval("a")));
        Assert.Equal(["3:b", "4:b", "5:ab"], Told(3, Interval("a\0", NoEnd)));
        Assert.Equal(["2:a", "4:a", "5:ab"], Told(2, Interval("a", "b")));
    }

    [Fact]
    public void F9_deleted_ranges_are_told_in_key_order()
    {
        _store.Txn(Then(Put("c"), Put("b"), Put("a")));
        _store.Txn(Then(Put("z"), Delete("b", "d"), Delete("a")));

        Assert.Equal(["3:z", "3:b", "3:c", "3:a"], Told(3, Interval("\0", NoEnd)));
    }

    [Fact]
    public void H7_the_pair_before_an_event_is_that_of_the_revision_before()
    {
        _store.Put(Put("a", "1"));
        _store.Put(Put("a", "2"));
        _store.DeleteRange(Delete("a"));
        _store.Put(Put("a", "3"));

        Assert.Equal([null, "1", "2", null], Previous());
    }

    [Fact]
    public void H7_a_key_that_is_deleted_and_made_anew_in_one_revision_has_none_for_the_creation()
    {
        _store.Put(Put("a", "1"));
        _store.Txn(Then(Delete("a", NoEnd), Put("a", "2")));

        Assert.Equal([null, "1", null], Previous());
        Assert.Equal(["2:a", "3:a", "3:a"], Told(2, Interval("a")));
    }

    [Fact]
    public void H7_the_pair_before_is_not_told_when_its_revision_is_compacted()
    {
        _store.Put(Put("a", "1"));
        _store.Put(Put("b", "1"));
        _store.Put(Put("a", "2"));
        Event change = Assert.Single(_store.Put(Put("b", "2")).Events);

        _store.Compact(4);
        Assert.Equal("1", Text(_store.PrevKv(change)!.Value));
        _store.Compact(5);
        Assert.Null(_store.PrevKv(change));
    }

    [Fact]
    public void F7_the_events_from_the_compact_revision_on_stay()
    {
        _store.Put(Put("a"));
        _store.Txn(Then(Put("a"), Put("b")));
        _store.DeleteRange(Delete("a"));
        _store.Put(Put("c"));
        string[] before = [.. Told(4, Interval("\0", NoEnd))];

        _store.Compact(4);

        // The tombstone of the compact revision itself stays for those who watch from it.
        Assert.Equal(["4:a", "5:c"], before);
        Assert.Equal(before, Told(0, Interval("\0", NoEnd)));

        _store.Compact(5);
        Assert.Equal(["5:c"], Told(0, Interval("\0", NoEnd)));
    }

    private static IEnumerable<List<Event>> Lists(IEnumerable<ImmutableArray<Event>> revisions) =>
        revisions.Select(events => events.ToList());

    private IEnumerable<string> Told(long revision, KeyInterval range) => _store.EventsFrom(revision, range)
        .SelectMany(events => events)
        .Select(change => $"{change.Kv.ModRevision}:{Text(change.Kv.Key)}");

    private IEnumerable<string?> Previous() => _store.EventsFrom(0, Interval("\0", NoEnd))
        .SelectMany(events => events)
        .Select(change => _store.PrevKv(change) is { } previous ? Text(previous.Value) : null);
}
