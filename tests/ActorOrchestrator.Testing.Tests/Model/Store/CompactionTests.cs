using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: a compaction takes only what is replaced or deleted below its revision (M7, F7; S23).
/// Method: bounds of the revision; a history with tombstones is compacted at each revision in turn, from the start and
/// one after the other, and what is read at and above it compared with what was read before.
/// </summary>
public sealed class CompactionTests
{
    private const long Last = 12;

    [Fact]
    public void M7_a_revision_is_compacted_once_and_not_before_it_is_there()
    {
        ModelStore store = History();

        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Compact(-1)));
        Assert.Equal(EtcdErrorTexts.FutureRevision, Refusal(() => store.Compact(Last + 1)));
        store.Compact(0);
        Assert.Equal(0, store.CompactRevision);
        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Compact(0)));
        store.Compact(5);
        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Compact(5)));
        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Compact(4)));
        store.Compact(Last);
        Assert.Equal(Last, store.CompactRevision);
        Assert.Equal(Last, store.Revision);
    }

    [Fact]
    public void A_new_store_can_be_compacted_at_its_first_revision()
    {
        ModelStore store = NewStore();
        store.Compact(1);

        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Compact(1)));
        store.Put(Put("a"));
        Assert.Equal("a", Keys(All(store)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void S23_reads_at_and_above_a_compaction_are_unchanged_and_below_refused(bool oneAfterTheOther)
    {
        ModelStore whole = History();
        ModelStore compacted = History();
        for (long revision = 1; revision <= Last; revision++)
        {
            compacted = oneAfterTheOther ? compacted : History();
            compacted.Compact(revision);
            AssertReads(whole, compacted, revision);
        }
    }

    [Fact]
    public void S23_events_at_and_above_a_compaction_are_unchanged_but_for_what_was_replaced_at_it()
    {
        ModelStore whole = History();
        for (long revision = 2; revision <= Last; revision++)
        {
            ModelStore compacted = History();
            compacted.Compact(revision);

            Assert.Equal(Events(whole, revision), Events(compacted, revision));
            Assert.Equal(Events(whole, revision), Events(compacted, 0));
        }
    }

    [Fact]
    public void M7_a_tombstone_that_was_replaced_in_the_same_revision_goes()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        store.Txn(Then(Delete("a", NoEnd), Put("a", "2")));

        store.Compact(3);

        Assert.Equal(Event.Types.EventType.Put, Assert.Single(Events(store, 3)).Type);
        Assert.Equal(1, Assert.Single(All(store, 3).Kvs).Version);
    }

    [Fact]
    public void A_compacted_store_goes_on_as_if_it_were_whole()
    {
        ModelStore whole = History();
        ModelStore compacted = History();
        compacted.Compact(9);
        compacted.Compact(11);

        foreach (ModelStore store in new[] { whole, compacted })
        {
            store.Put(Put("b", "again"));
            store.Put(Put("c", "again"));
            store.DeleteRange(Delete("a"));
        }

        Assert.Equal(All(whole), All(compacted));
        Assert.Equal(Events(whole, 12), Events(compacted, 12));
    }

    [Fact]
    public void Compaction_frees_what_nobody_can_read_and_defragmentation_gives_it_back()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        long one = store.SizeInUse;
        store.Put(Put("a", "2"));
        store.Put(Put("b", "1"));
        store.DeleteRange(Delete("b"));
        long all = store.SizeInUse;

        store.Put(Put("c", "1"));
        store.Compact(store.Revision);
        Assert.Equal(2 * one, store.SizeInUse);
        Assert.Equal(all + one, store.SizeAllocated);

        store.Defragment();
        Assert.Equal(2 * one, store.SizeAllocated);
    }

    // Puts, a key made again, a delete of several, a transaction with puts and a delete, a key written in a row.
    private static ModelStore History()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        store.Put(Put("b", "1"));
        store.DeleteRange(Delete("b"));
        store.Put(Put("b", "2"));
        store.Txn(Then(Put("c", "1"), Delete("a"), Put("d", "1")));
        store.Put(Put("c", "2"));
        store.DeleteRange(Delete("b", "d"));
        store.Put(Put("a", "2"));
        store.Put(Put("a", "3"));
        store.DeleteRange(Delete("d"));
        store.Put(Put("e", "1"));
        return store;
    }

    private static void AssertReads(ModelStore whole, ModelStore compacted, long revision)
    {
        Assert.Equal(All(whole), All(compacted));
        for (long at = 1; at <= Last; at++)
        {
            if (at >= revision)
            {
                Assert.Equal(All(whole, at), All(compacted, at));
            }
            else
            {
                Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => All(compacted, at)));
            }
        }
    }

    private static List<Event> Events(ModelStore store, long revision) =>
        [.. store.EventsFrom(revision, Interval("\0", NoEnd)).SelectMany(events => events)];
}
