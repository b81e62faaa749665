using ActorOrchestrator.Testing.Model.Store;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: reads at every revision, events and pairs before them agree for any history, also a compacted one.
/// Method: random histories from a seed, beside a store that keeps a whole picture of every revision. FsCheck tells the
/// seed when it fails.
/// </summary>
public sealed class StorePropertyTests
{
    private static readonly ImmutableArray<string> KeyNames = ["a", "a\0", "aa", "b", "ÿ", "\0"];

    [Fact]
    public void Every_revision_can_be_read_as_it_was() => ForAnyHistory((_, store, naive) =>
    {
        Assert.Equal(naive.Revision, store.Revision);
        for (long revision = 1; revision <= store.Revision; revision++)
        {
            AssertSame(naive, store, revision);
        }
    });

    [Fact]
    public void Compacted_anywhere_later_revisions_can_be_read_as_they_were() => ForAnyHistory((random, store, naive) =>
    {
        for (long compacted = random.Next(0, 5); compacted <= store.Revision; compacted += random.Next(1, 9))
        {
            store.Compact(compacted);
            for (long revision = Math.Max(1, compacted); revision <= store.Revision; revision++)
            {
                AssertSame(naive, store, revision);
            }
        }
    });

    [Fact]
    public void Events_are_the_differences_of_revisions() => ForAnyHistory((random, store, naive) =>
    {
        long first = random.Next(2, 20);
        foreach (ImmutableArray<Event> events in store.EventsFrom(first, Interval("\0", NoEnd)))
        {
            Dictionary<string, KeyValue?> changes = naive.Changes(first++);
            Assert.Equal(changes.Count, events.Length);
            Assert.All(events, change => AssertIs(changes[Text(change.Kv.Key)], change));
        }

        Assert.Equal(Math.Max(first, store.Revision + 1), first);
    });

    [Fact]
    public void The_pair_before_an_event_is_in_the_picture_before_it() => ForAnyHistory((random, store, naive) =>
    {
        store.Compact(random.Next(0, (int)store.Revision));
        foreach (Event change in store.EventsFrom(0, Interval("\0", NoEnd)).SelectMany(events => events))
        {
            long before = change.Kv.ModRevision - 1;
            KeyValue? previous = before < store.CompactRevision
                ? null
                : naive.At(before).GetValueOrDefault(Text(change.Kv.Key));
            Assert.Equal(previous, store.PrevKv(change));
        }
    });

    [Fact]
    public void Ranges_are_the_keys_between_their_ends() => ForAnyHistory((random, store, naive) =>
    {
        (string key, string end) = (Pick(random), Pick(random));

        RangeResponse answer = store.Range(Get(key, end));

        Assert.Equal(
            naive.At(naive.Revision).Where(pair => string.CompareOrdinal(pair.Key, key) >= 0
                && (end is NoEnd || string.CompareOrdinal(pair.Key, end) < 0)).Select(pair => pair.Value),
            answer.Kvs);
    });

    [Fact]
    public void A_copy_lives_on_its_own() => ForAnyHistory((random, store, naive) =>
    {
        ModelStore copy = store.Clone();
        uint hash = copy.HashKv(0, out _);
        long size = copy.SizeInUse;
        Write(random, store, naive);
        store.DeleteRange(Delete("\0", NoEnd));
        store.Compact(store.Revision);
        store.Defragment();

        Assert.Equal(hash, copy.HashKv(0, out long compactRevision));
        Assert.Equal((size, -1), (copy.SizeInUse, compactRevision));
        Assert.True(copy.SizeAllocated >= size);
        copy.Put(Put("a"));
    });

    private static void ForAnyHistory(Action<Random, ModelStore, NaiveStore> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            (ModelStore store, NaiveStore naive) = (NewStore(), new NaiveStore());
            Write(random, store, naive);
            holds(random, store, naive);
        }).QuickCheckThrowOnFailure();

    // An empty value means a delete, to both.
    private static void Write(Random random, ModelStore store, NaiveStore naive)
    {
        for (int entry = 0; entry < 30; entry++)
        {
            PutRequest[] changes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Change(random))
                .DistinctBy(change => change.Key)];
            naive.Write(changes);
            store.Txn(Then([.. changes.Select(ToOperation)]));
        }
    }

    private static PutRequest Change(Random random) =>
        Put(Pick(random), random.Next(3) == 0 ? "" : $"{random.Next(100)}");

    private static IMessage ToOperation(PutRequest change) =>
        change.Value.IsEmpty ? new DeleteRangeRequest { Key = change.Key } : change;

    private static string Pick(Random random) => KeyNames[random.Next(KeyNames.Length)];

    private static void AssertSame(NaiveStore naive, ModelStore store, long revision) => Assert.True(
        naive.At(revision).Values.SequenceEqual(All(store, revision).Kvs), $"Revision {revision} was another.");

    private static void AssertIs(KeyValue? expected, Event change)
    {
        Assert.Equal(expected is null, change.Type is Event.Types.EventType.Delete);
        Assert.Equal(expected ?? new KeyValue { Key = change.Kv.Key, ModRevision = change.Kv.ModRevision }, change.Kv);
    }
}
