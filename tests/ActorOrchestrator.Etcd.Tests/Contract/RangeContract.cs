using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: every option of a range means what etcd.md 16 says (F7, F11, F15; the table of S21 is in RangeTableContract).
/// Method: a handful of keys whose versions, revisions and values have different orders.
/// </summary>
public abstract class RangeContract : EtcdContract
{
    [Fact]
    public Task A_prefix_is_bytes_and_not_a_folder() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("default", "1"), ("default/x", "2"), ("default2/x", "3"), ("defaul", "4"));

        Assert.Equal(["1", "2", "3"], (await RangeAsync(etcd, KeyRange.Prefix(etcd.Key("default")))).Values());
        Assert.Equal(["2"], (await RangeAsync(etcd, KeyRange.Prefix(etcd.Key("default/")))).Values());
    });

    [Fact]
    public Task An_end_of_zero_has_no_end_and_an_end_that_is_not_above_the_key_holds_nothing() =>
        OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("a", "1"), ("b", "2"), ("c", "3"));

        RangeResponse from = await RangeAsync(etcd, KeyRange.From(etcd.Key("b")), request => request.Limit = 2);
        Assert.Equal(["2", "3"], from.Values());
        RangeResponse inverted = await RangeAsync(etcd, KeyRange.Between(etcd.Key("c"), etcd.Key("a")));
        Assert.Equal((0, 0L, false), (inverted.Kvs.Count, inverted.Count, inverted.More));
        RangeResponse equal = await RangeAsync(etcd, KeyRange.Between(etcd.Key("a"), etcd.Key("a")));
        Assert.Equal(0, equal.Count);
    });

    [Fact]
    public Task Keys_are_in_the_order_of_their_bytes() => OnEtcdAsync(async etcd =>
    {
        byte[][] tails = [[0xFF], [0x00], [0x7F], [0x80], [0x00, 0x00], []];
        foreach (byte[] tail in tails)
        {
            var key = ByteString.CopyFrom([.. etcd.Key("k").Span, .. tail]);
            await etcd.Client.Kv.PutAsync(new PutRequest { Key = key, Value = ByteString.CopyFrom(tail) });
        }

        RangeResponse all = await RangeAsync(etcd, etcd.All);

        byte[][] ordered = [[], [0x00], [0x00, 0x00], [0x7F], [0x80], [0xFF]];
        Assert.Equal(ordered, all.Kvs.Select(kv => kv.Value.ToByteArray()));
        Assert.Equal(6, (await RangeAsync(etcd, KeyRange.Prefix(etcd.Key("k")))).Count);
    });

    [Fact]
    public Task A_limit_cuts_and_says_that_there_is_more_and_the_count_is_that_of_all() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("a", "1"), ("b", "2"), ("c", "3"));

        foreach ((int limit, int kvs, bool more) in ((int, int, bool)[])[(2, 2, true), (3, 3, false), (0, 3, false)])
        {
            RangeResponse response = await RangeAsync(etcd, etcd.All, request => request.Limit = limit);
            Assert.Equal((kvs, more, 3L), (response.Kvs.Count, response.More, response.Count));
        }

        Assert.Equal(3, (await RangeAsync(etcd, etcd.All, request => request.Limit = -1)).Kvs.Count);
    });

    [Fact]
    public Task Only_the_count_or_only_the_keys_are_answered_on_demand() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("a", "1"), ("b", "2"), ("c", "3"));

        RangeResponse count = await RangeAsync(etcd, etcd.All, request =>
        {
            request.CountOnly = true;
            request.Limit = 1;
            request.MinModRevision = long.MaxValue;
        });
        Assert.Equal((0, 3L, false), (count.Kvs.Count, count.Count, count.More));

        RangeResponse keys = await RangeAsync(etcd, etcd.All, request => request.KeysOnly = true);
        Assert.All(keys.Kvs, kv => Assert.True(kv.Value.IsEmpty && kv.ModRevision > 0 && kv.Version == 1));
    });

    [Fact]
    public Task Filters_are_inclusive_and_leave_the_count_alone() => OnEtcdAsync(async etcd =>
    {
        long[] revisions = await PutAsync(etcd, ("a", "1"), ("b", "2"), ("c", "3"), ("a", "4"));

        Assert.Equal(
            ["b", "c"], (await RangeAsync(etcd, etcd.All, request => request.MaxModRevision = revisions[2])).Names());
        Assert.Equal(
            ["a", "c"], (await RangeAsync(etcd, etcd.All, request => request.MinModRevision = revisions[2])).Names());
        Assert.Equal(
            ["a", "b"], (
                await RangeAsync(etcd, etcd.All, request => request.MaxCreateRevision = revisions[1])).Names());
        RangeResponse filtered = await RangeAsync(etcd, etcd.All, request =>
        {
            request.MinCreateRevision = revisions[1];
            request.Limit = 1;
        });
        Assert.Equal(["b"], filtered.Names());
        Assert.Equal((true, 3L), (filtered.More, filtered.Count));
    });

    [Theory]
    [InlineData(SortTarget.Key, SortOrder.Ascend, "a b c")]
    [InlineData(SortTarget.Key, SortOrder.Descend, "c b a")]
    [InlineData(SortTarget.Version, SortOrder.Ascend, "c b a")]
    [InlineData(SortTarget.Create, SortOrder.Ascend, "b c a")]
    [InlineData(SortTarget.Create, SortOrder.Descend, "a c b")]
    [InlineData(SortTarget.Mod, SortOrder.Ascend, "c a b")]
    [InlineData(SortTarget.Mod, SortOrder.Descend, "b a c")]
    [InlineData(SortTarget.Value, SortOrder.Ascend, "c b a")]
    [InlineData(SortTarget.Value, SortOrder.Descend, "a b c")]
    public Task A_range_is_sorted_and_then_cut(SortTarget target, SortOrder order, string names) =>
        OnEtcdAsync(async etcd =>
    {
        await PutAsync(
            etcd, ("b", "x"), ("c", "1"), ("a", "y"), ("a", "z"), ("a", "9"), ("b", "5"));

        RangeResponse sorted = await RangeAsync(etcd, etcd.All, request =>
        {
            request.SortTarget = target;
            request.SortOrder = order;
            request.Limit = 2;
        });

        Assert.Equal(names.Split(' ')[..2], sorted.Names());
        Assert.True(sorted.More);
    });

    [Fact]
    public Task A_target_without_an_order_is_sorted_after_it_was_cut() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("c", "1"), ("b", "2"), ("a", "3"), ("d", "0"));

        RangeResponse sorted = await RangeAsync(etcd, etcd.All, request =>
        {
            request.SortTarget = SortTarget.Value;
            request.Limit = 2;
        });

        // Of a, b, c, d the first three are fetched, sorted by value, and cut to two.
        Assert.Equal(["c", "b"], sorted.Names());
        Assert.True(sorted.More);
    });

    [Fact]
    public Task The_past_is_read_as_it_was_and_the_header_shows_the_present() => OnEtcdAsync(async etcd =>
    {
        long[] revisions = await PutAsync(etcd, ("a", "1"), ("b", "2"), ("a", "3"));
        await etcd.Client.Kv.DeleteAsync(etcd.Name("b"));

        RangeResponse past = await RangeAsync(etcd, etcd.All, request => request.Revision = revisions[1]);

        Assert.Equal(["1", "2"], past.Values());
        Assert.Equal(revisions[2] + 1, past.Header.Revision);
        Assert.Equal(["3"], (await RangeAsync(etcd, etcd.All, request => request.Revision = -1)).Values());
    });

    [Fact]
    public Task The_future_and_what_was_compacted_are_refused_and_the_compacted_revision_itself_is_not() => OnEtcdAsync(
        async etcd =>
        {
            long[] revisions = await PutAsync(etcd, ("a", "1"), ("a", "2"), ("a", "3"));
            await etcd.Client.Kv.CompactAsync(revisions[1]);

            Task<RangeResponse> At(long revision) => RangeAsync(etcd, etcd.All, request => request.Revision = revision);
            await Refusal.IsAsync("0521", At(revisions[2] + 1));
            EtcdException compacted = await Refusal.IsAsync("0520", At(revisions[0]));
            Assert.Equal(ErrorClass.Gone, compacted.Class);
            Assert.Equal(["2"], (await At(revisions[1])).Values());
            await Refusal.IsAsync("0520", etcd.Client.Kv.CompactAsync(revisions[1]));
            await Refusal.IsAsync("0521", etcd.Client.Kv.CompactAsync(revisions[2] + 1));
        });

    [Fact]
    public Task A_serializable_read_is_answered_from_what_the_member_has() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, ("a", "1"));

        Assert.Equal(["1"], (await RangeAsync(etcd, etcd.All, request => request.Serializable = true)).Values());
    });

    private static Task<RangeResponse> RangeAsync(
        EtcdUnderTest etcd, KeyRange range, Action<RangeRequest>? configure = null)
    {
        RangeRequest request = range.ToRequest();
        configure?.Invoke(request);
        return etcd.Client.Kv.RangeAsync(request).AsTask();
    }

    private static async Task<long[]> PutAsync(EtcdUnderTest etcd, params (string Name, string Value)[] pairs)
    {
        var revisions = new List<long>();
        foreach ((string name, string value) in pairs)
        {
            revisions.Add((await etcd.Client.Kv.PutAsync(etcd.Name(name), value)).Header.Revision);
        }

        return [.. revisions];
    }
}
