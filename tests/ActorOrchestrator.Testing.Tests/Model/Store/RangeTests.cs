using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: reads answer as section 16 says, with every combination of options (S21).
/// Method: twelve keys whose keys, versions, creations, changes and values are in five different orders, with ties;
/// all combinations are compared with an evaluation that shares no code. GoldenTests compares with etcd itself.
/// </summary>
public sealed class RangeTests
{
    private static readonly ImmutableArray<bool> NoYes = [false, true];

    private static readonly ImmutableArray<long> Limits = [-1, 0, 1, 3, 11, 12, 13, long.MaxValue];

    private static readonly ImmutableArray<(long Min, long Max)> Bounds =
        [(0, 0), (12, 0), (0, 18), (8, 20), (19, 9), (1000, 0)];

    [Fact]
    public void Every_combination_of_options_answers_as_an_independent_evaluation()
    {
        ModelStore store = Twelve();
        KeyValue[] all = [.. All(store).Kvs];
        Assert.Equal(12, all.Length);

        int combinations = 0;
        foreach (RangeRequest request in Combinations())
        {
            Assert.True(NaiveRange.Answer(all, request).Equals(store.Range(request)), $"{request}");
            combinations++;
        }

        Assert.Equal(5 * 3 * 8 * 6 * 6 * 2 * 2, combinations);
    }

    [Theory]
    [InlineData("b", "", "b")]
    [InlineData("bb", "", "")]
    [InlineData("b", "d", "b c")]
    [InlineData("bb", "d", "c")]
    [InlineData("b", "b", "")]
    [InlineData("d", "b", "")]
    [InlineData("c", "\0", "c d ÿ")]
    [InlineData("\0", "\0", "a b c d ÿ")]
    [InlineData("\0", "c", "a b")]
    [InlineData("x", "\0", "ÿ")]
    [InlineData("ÿÿ", "\0", "")]
    [InlineData("a", "a\0", "a")]
    public void A_range_is_an_interval_of_bytes(string key, string end, string found)
    {
        ModelStore store = With("a", "b", "c", "d", "ÿ");

        RangeResponse answer = store.Range(Get(key, end));

        Assert.Equal(found, Keys(answer));
        Assert.Equal(answer.Kvs.Count, answer.Count);
        Assert.False(answer.More);
    }

    [Fact]
    public void An_empty_store_answers_nothing() => Assert.Equal(new RangeResponse(), All(NewStore()));

    [Fact]
    public void F11_a_prefix_is_bytes_and_not_a_path()
    {
        RangeResponse answer = With("/default/x", "/default2/x", "/other").Range(Get("/default", "/defaulu"));

        Assert.Equal("/default/x /default2/x", Keys(answer));
    }

    [Fact]
    public void F11_an_empty_value_is_there()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", ""));

        Assert.Equal(0, Assert.Single(store.Range(Get("a")).Kvs).Value.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    public void A_range_without_a_key_is_refused(string end) =>
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => NewStore().Range(Get("", end))));

    [Fact]
    public void A_read_at_an_old_revision_sees_what_was_there_then()
    {
        ModelStore store = NewStore();
        store.Put(Put("a", "1"));
        store.Put(Put("a", "2"));
        store.DeleteRange(Delete("a"));
        store.Put(Put("a", "3"));

        string[] values = [.. Enumerable.Range(1, 5).Select(r => Values(store.Range(Get("a", "", r))))];

        Assert.Equal(["", "1", "2", "", "3"], values);
        Assert.Equal("3", Values(store.Range(Get("a", "", -1))));
    }

    [Fact]
    public void A_revision_of_the_future_is_refused_and_one_of_the_past_until_it_is_compacted()
    {
        ModelStore store = With("a", "b", "c");
        store.Compact(3);

        Assert.Equal(EtcdErrorTexts.FutureRevision, Refusal(() => store.Range(Get("a", "", 5))));
        Assert.Equal("a b", Keys(All(store, 3)));
        Assert.Equal(EtcdErrorTexts.Compacted, Refusal(() => store.Range(Get("a", "", 2))));
    }

    private static string Values(RangeResponse answer) => string.Join(' ', answer.Kvs.Select(pair => Text(pair.Value)));

    private static ModelStore With(params string[] keys)
    {
        ModelStore store = NewStore();
        foreach (string key in keys)
        {
            store.Put(Put(key));
        }

        return store;
    }

    // 12 keys in 24 revisions: every second one is written again, some were deleted in between; values repeat.
    private static ModelStore Twelve()
    {
        ModelStore store = NewStore();
        int[] order = [7, 2, 11, 0, 5, 9, 4, 1, 10, 3, 8, 6];
        foreach (int key in order)
        {
            store.Put(Put($"k{key:00}", $"{key * 5 % 4}"));
        }

        store.DeleteRange(Delete("k03", "k05"));
        foreach (int key in order.Reverse().Where(key => key % 2 == 0 || key == 3))
        {
            store.Put(Put($"k{key:00}", $"{key * 7 % 5}"));
        }

        store.Put(Put("k08", ""));
        return store;
    }

    private static IEnumerable<RangeRequest> Combinations() =>
        from target in Enum.GetValues<SortTarget>()
        from order in Enum.GetValues<SortOrder>()
        from limit in Limits
        from mod in Bounds
        from create in Bounds
        from keysOnly in NoYes
        from countOnly in NoYes
        select new RangeRequest
        {
            Key = Key("k"),
            RangeEnd = Key("l"),
            SortTarget = target,
            SortOrder = order,
            Limit = limit,
            MinModRevision = mod.Min,
            MaxModRevision = mod.Max,
            MinCreateRevision = create.Min,
            MaxCreateRevision = create.Max,
            KeysOnly = keysOnly,
            CountOnly = countOnly,
        };
}
