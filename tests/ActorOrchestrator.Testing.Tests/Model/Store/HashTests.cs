using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: HashKV is etcd's number (M9).
/// Method: what of a history counts, by stores that have to agree or to differ; the numbers themselves are etcd's in
/// the transcripts of GoldenTests, and the check value of CRC-32C here.
/// </summary>
public sealed class HashTests
{
    [Fact]
    public void The_hash_of_nothing_is_that_of_the_name_of_the_bucket()
    {
        uint hash = NewStore().HashKv(0, out long compactRevision);

        Assert.Equal(Crc32COf("key"), hash);
        Assert.Equal(-1, compactRevision);
    }

    [Theory]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("", 0)]
    public void The_checksum_of_these_tests_is_the_one_of_the_standard(string text, uint checksum) =>
        Assert.Equal(checksum, Crc32COf(text));

    [Fact]
    public void Zero_is_the_current_revision()
    {
        ModelStore store = History();

        Assert.Equal(store.HashKv(store.Revision, out _), store.HashKv(0, out _));
    }

    [Fact]
    public void The_hash_of_a_revision_is_the_one_that_the_store_had_then()
    {
        ModelStore store = NewStore();
        uint first = Hash(store, store => store.Put(Put("a", "1")));
        uint second = Hash(store, store => store.Txn(Then(Put("a", "2"), Put("b", "2"))));
        uint third = Hash(store, store => store.DeleteRange(Delete("a")));

        uint[] later = [.. Enumerable.Range(2, 3).Select(revision => store.HashKv(revision, out _))];
        Assert.Equal([first, second, third], later);
        Assert.Equal(4, new HashSet<uint> { first, second, third, NewStore().HashKv(0, out _) }.Count);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("order")]
    [InlineData("revisions")]
    [InlineData("lease")]
    public void Histories_that_differ_have_other_hashes(string difference)
    {
        ModelStore one = NewStore();
        ModelStore other = NewStore();
        Assert.Equal(one.HashKv(0, out _), other.HashKv(0, out _));
        one.Txn(Then(Put("a", "1"), Put("b", "1")));
        other.Grant(new LeaseGrantRequest { ID = 7 }, () => 1);
        _ = difference switch
        {
            "value" => other.Txn(Then(Put("a", "1"), Put("b", "2"))).Events,
            "order" => other.Txn(Then(Put("b", "1"), Put("a", "1"))).Events,
            "revisions" => [.. other.Put(Put("a", "1")).Events, .. other.Put(Put("b", "1")).Events],
            _ => other.Txn(Then(Put("a", "1", lease: 7), Put("b", "1"))).Events,
        };

        Assert.NotEqual(one.HashKv(0, out _), other.HashKv(0, out _));
    }

    [Fact]
    public void A_compaction_shows_in_the_hash_and_in_its_revision()
    {
        ModelStore store = History();
        uint before = store.HashKv(0, out _);

        store.Compact(4);

        Assert.NotEqual(before, store.HashKv(0, out long compactRevision));
        Assert.Equal(4, compactRevision);
    }

    [Fact]
    public void What_was_compacted_away_does_not_count_whatever_it_was()
    {
        ModelStore one = NewStore();
        ModelStore other = NewStore();
        one.Put(Put("a", "this"));
        other.Put(Put("a", "that"));
        foreach (ModelStore store in new[] { one, other })
        {
            store.Put(Put("b", "1"));
            store.Put(Put("a", "2"));
            Assert.Equal(4, store.Revision);
        }

        Assert.NotEqual(one.HashKv(0, out _), other.HashKv(0, out _));
        one.Compact(4);
        other.Compact(4);
        Assert.Equal(one.HashKv(0, out _), other.HashKv(0, out _));
    }

    [Fact]
    public void A_tombstone_exactly_at_the_compact_revision_does_not_count()
    {
        // The same versions are left, but for the tombstone of a.
        ModelStore one = NewStore();
        one.Txn(Then(Put("b", "1"), Put("a", "1")));
        one.DeleteRange(Delete("a"));
        ModelStore other = one.Clone();

        one.Compact(3);
        other.Put(Put("c"));
        other.Compact(3);
        uint withTombstone = other.HashKv(3, out _);

        Assert.Equal(withTombstone, one.HashKv(0, out _));
        Assert.Equal(Crc32COf("key"), AllDeleted().HashKv(0, out _));
    }

    [Fact]
    public void A_revision_of_the_future_or_below_the_compacted_one_is_refused_and_the_compacted_one_answered()
    {
        ModelStore store = History();
        store.Compact(4);

        Assert.Equal(EtcdErrorTexts.FutureRevision, Refusal(() => store.HashKv(store.Revision + 1, out _)));
        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.HashKv(3, out _)));
        Assert.NotEqual(Crc32COf("key"), store.HashKv(4, out _));
    }

    private static ModelStore History()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        store.Put(Put("a", "2"));
        store.Put(Put("b", "1"));
        store.Put(Put("a", "3"));
        return store;
    }

    private static ModelStore AllDeleted()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        store.DeleteRange(Delete("a"));
        store.Compact(3);
        return store;
    }

    private static uint Hash(ModelStore store, Action<ModelStore> write)
    {
        write(store);
        return store.HashKv(0, out _);
    }

    // The definition: reflected, polynomial 0x1EDC6F41, all ones at both ends.
    private static uint Crc32COf(string text)
    {
        uint crc = uint.MaxValue;
        foreach (char value in text)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
            }
        }

        return ~crc;
    }
}
