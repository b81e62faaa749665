using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: puts and deletes, and what they leave behind (etcd.md 16; F5, F6, F11, F15; S2).
/// Method: a few calls, then the pairs and revisions that must be there.
/// </summary>
public abstract class KvContract : EtcdContract
{
    [Fact]
    public Task A_put_takes_one_revision_and_counts_the_versions_of_its_key() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long first = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        long second = (await kv.PutAsync(etcd.Name("a"), "2")).Header.Revision;

        KeyValue pair = (await kv.GetAsync(etcd.Name("a")))!;
        Assert.Equal(first + 1, second);
        Assert.Equal("2", pair.Value.ToText());
        Assert.Equal((first, second, 2L, 0L), (pair.CreateRevision, pair.ModRevision, pair.Version, pair.Lease));
    });

    [Fact]
    public Task A_key_that_was_deleted_begins_anew() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        await kv.PutAsync(etcd.Name("a"), "1");
        await kv.PutAsync(etcd.Name("a"), "2");
        await kv.DeleteAsync(etcd.Name("a"));
        long revision = (await kv.PutAsync(etcd.Name("a"), "3")).Header.Revision;

        KeyValue pair = (await kv.GetAsync(etcd.Name("a")))!;
        Assert.Equal((revision, revision, 1L), (pair.CreateRevision, pair.ModRevision, pair.Version));
    });

    [Fact]
    public Task Every_call_without_a_key_is_refused_also_with_an_end() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        ByteString end = etcd.Key("z");

        EtcdException failure = await Refusal.IsAsync("0510", kv.PutAsync(new PutRequest()));
        await Refusal.IsAsync("0510", kv.RangeAsync(new RangeRequest()));
        await Refusal.IsAsync("0510", kv.RangeAsync(new RangeRequest { RangeEnd = end }));
        await Refusal.IsAsync("0510", kv.DeleteRangeAsync(new DeleteRangeRequest()));
        await Refusal.IsAsync("0510", kv.DeleteRangeAsync(new DeleteRangeRequest { RangeEnd = end }));

        Assert.Equal(ErrorClass.Permanent, failure.Class);
        Assert.Equal("etcdserver: key is not provided", failure.Text);
    });

    [Fact]
    public Task An_empty_value_is_present() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "");

        KeyValue? pair = await etcd.Client.Kv.GetAsync(etcd.Name("a"));
        Assert.NotNull(pair);
        Assert.Equal(0, pair.Value.Length);
    });

    [Fact]
    public Task The_pair_before_is_answered_on_demand() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        var put = new PutRequest { Key = etcd.Key("a"), Value = "1".ToBytes(), PrevKv = true };
        Assert.Null((await kv.PutAsync(put)).PrevKv);

        PutResponse second = await kv.PutAsync(new PutRequest(put) { Value = "2".ToBytes() });
        Assert.Equal("1", second.PrevKv.Value.ToText());
        Assert.Equal(second.Header.Revision - 1, second.PrevKv.ModRevision);
        Assert.Null((await kv.PutAsync(new PutRequest(put) { PrevKv = false })).PrevKv);

        DeleteRangeResponse deleted = await kv.DeleteRangeAsync(
            new DeleteRangeRequest { Key = etcd.Key("a"), PrevKv = true });
        Assert.Equal((3L, "1"), (deleted.PrevKvs.Single().Version, deleted.PrevKvs.Single().Value.ToText()));
    });

    [Fact]
    public Task A_put_may_keep_the_value_and_counts_all_the_same() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        await kv.PutAsync(etcd.Name("a"), "1");
        await kv.PutAsync(new PutRequest { Key = etcd.Key("a"), IgnoreValue = true });

        KeyValue pair = (await kv.GetAsync(etcd.Name("a")))!;
        Assert.Equal(("1", 2L), (pair.Value.ToText(), pair.Version));
    });

    [Fact]
    public Task What_is_to_be_kept_must_be_there_and_must_not_be_given() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        ByteString a = etcd.Key("a");
        await Refusal.IsAsync("0511", kv.PutAsync(new PutRequest { Key = a, IgnoreValue = true }));
        await Refusal.IsAsync("0511", kv.PutAsync(new PutRequest { Key = a, IgnoreLease = true }));
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        await Refusal.IsAsync("0512", kv.PutAsync(new PutRequest { Key = a, IgnoreValue = true, Value = a }));
        await Refusal.IsAsync("0513", kv.PutAsync(new PutRequest { Key = a, IgnoreLease = true, Lease = 9 }));

        Assert.Equal(before, (await kv.GetAsync(etcd.All)).Header.Revision);
    });

    [Fact]
    public Task Deleting_nothing_takes_no_revision() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        DeleteRangeResponse none = await kv.DeleteAsync(etcd.Name("b"));

        Assert.Equal((0L, before), (none.Deleted, none.Header.Revision));
        Assert.Equal(before + 1, (await kv.PutAsync(etcd.Name("a"), "2")).Header.Revision);
    });

    [Fact]
    public Task A_deleted_range_takes_one_revision_and_shows_its_pairs_in_the_order_of_keys() =>
        OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = 0;
        foreach (string name in (string[])["c", "a", "d", "b"])
        {
            before = (await kv.PutAsync(etcd.Name(name), name)).Header.Revision;
        }

        DeleteRangeRequest request = KeyRange.Between(etcd.Key("a"), etcd.Key("d")).ToDelete();
        request.PrevKv = true;
        DeleteRangeResponse deleted = await kv.DeleteRangeAsync(request);

        Assert.Equal((3L, before + 1), (deleted.Deleted, deleted.Header.Revision));
        Assert.Equal(["a", "b", "c"], deleted.PrevKvs.Names());
        Assert.Equal(["d"], (await kv.GetAsync(etcd.All)).Names());
    });

    [Fact]
    public Task A_delete_of_an_inverted_range_deletes_nothing() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1");

        Assert.Equal(0, (await etcd.Client.Kv.DeleteAsync(KeyRange.Between(etcd.Key("c"), etcd.Key("a")))).Deleted);
    });

    [Fact]
    public Task A_put_under_an_unknown_lease_writes_nothing() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        EtcdException failure = await Refusal.IsAsync("0530", kv.PutAsync(etcd.Name("a"), "2", lease: 4_711));

        Assert.Equal(ErrorClass.Gone, failure.Class);
        RangeResponse after = await kv.GetAsync(etcd.All);
        Assert.Equal((before, "1"), (after.Header.Revision, after.Kvs.Single().Value.ToText()));
    });

    [Fact]
    public Task A_request_above_the_limit_is_refused_and_one_with_64_bytes_of_slack_passes() =>
        OnEtcdAsync(async etcd =>
    {
        const int Limit = 1_572_864;
        IEtcdKv kv = etcd.Client.Kv;
        var put = new PutRequest { Key = etcd.Key("a"), Value = ByteString.CopyFrom(new byte[Limit]) };
        await Refusal.IsAsync("0516", kv.PutAsync(put));

        int room = Limit - 64 - (put.CalculateSize() - Limit);
        put.Value = ByteString.CopyFrom(new byte[room]);
        await kv.PutAsync(put);

        Assert.Equal(room, (await kv.GetAsync(etcd.Name("a")))!.Value.Length);
    });

    [Fact]
    public Task Every_answer_has_the_header_of_its_cluster() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        ResponseHeader put = (await kv.PutAsync(etcd.Name("a"), "1")).Header;
        ResponseHeader range = (await kv.GetAsync(etcd.All)).Header;
        ResponseHeader txn = (await Txn.Of(Op.Get(etcd.All)).CommitAsync(kv)).Header;
        ResponseHeader delete = (await kv.DeleteAsync(etcd.Name("b"))).Header;

        Assert.NotEqual(0UL, put.ClusterId);
        Assert.NotEqual(0UL, put.MemberId);
        Assert.NotEqual(0UL, put.RaftTerm);
        Assert.All([range, txn, delete], header => Assert.Equal(put, header));
    });
}
