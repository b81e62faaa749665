using static ActorOrchestrator.Etcd.Protocol.Compare.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: transactions do all or nothing, in order, in one revision (etcd.md T1, T2, T5, T6; F1, F2, F5).
/// Method: transactions on a few keys; what must be refused is in <see cref="TxnLimitContract"/>, every compare in
/// <see cref="CompareContract"/>.
/// </summary>
public abstract class TxnContract : EtcdContract
{
    [Fact]
    public Task One_branch_is_done_in_one_revision_and_the_answers_are_in_its_order() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        TxnResponse done = await Txn
            .When(Wire.Mod(etcd.Key("a"), CompareResult.Equal, before))
            .Then(
                Op.Put(etcd.Name("b"), "2"), Op.Get(etcd.Name("b")), Op.Delete(etcd.Name("a")),
                Op.Get(etcd.Name("a")), Op.Put(etcd.Name("c"), "3"))
            .Else(Op.Put(etcd.Name("d"), "4"))
            .CommitAsync(kv);

        Assert.True(done.Succeeded);
        Assert.Equal(before + 1, done.Header.Revision);
        Assert.Equal(["2"], done.Responses[1].ResponseRange.Values());
        Assert.Equal(1, done.Responses[2].ResponseDeleteRange.Deleted);
        Assert.Equal(0, done.Responses[3].ResponseRange.Count);
        RangeResponse after = await kv.GetAsync(etcd.All);
        Assert.Equal(["b", "c"], after.Names());
        Assert.All(after.Kvs, pair => Assert.Equal(before + 1, pair.ModRevision));
    });

    [Fact]
    public Task A_compare_that_fails_is_an_answer_and_the_other_branch_is_done() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        await kv.PutAsync(etcd.Name("a"), "1");

        TxnResponse done = await Txn
            .When(
                Wire.Value(etcd.Key("a"), CompareResult.Equal, "1"),
                Wire.VersionOf(etcd.Key("a"), CompareResult.Equal, 7))
            .Then(Op.Put(etcd.Name("b"), "then"))
            .Else(Op.Put(etcd.Name("c"), "else"), Op.Get(etcd.All))
            .CommitAsync(kv);

        Assert.False(done.Succeeded);
        Assert.Equal(["a", "c"], done.Responses[1].ResponseRange.Names());
    });

    [Fact]
    public Task Nothing_changed_takes_no_revision() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        TxnResponse[] idle =
        [
            await Txn.Of().CommitAsync(kv),
            await Txn.Of(Op.Get(etcd.All)).CommitAsync(kv),
            await Txn.Of(Op.Delete(etcd.Name("b"))).CommitAsync(kv),
            await Txn.When(Wire.VersionOf(etcd.Key("a"), CompareResult.Equal, 7)).Then(Op.Put(etcd.Name("b"), "1"))
                .CommitAsync(kv),
        ];

        Assert.All(idle, done => Assert.Equal(before, done.Header.Revision));
        Assert.Equal([true, true, true, false], idle.Select(done => done.Succeeded));
    });

    [Fact]
    public Task All_compares_are_made_before_anything_is_done_also_those_inside() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        TxnRequest inner = Txn
            .When(Wire.VersionOf(etcd.Key("a"), CompareResult.Equal, 0))
            .Then(Op.Put(etcd.Name("b"), "then"), Op.Get(etcd.Name("a")))
            .Else(Op.Put(etcd.Name("b"), "else"))
            .Build();

        TxnResponse done = await Txn.Of(Op.Put(etcd.Name("a"), "1"), Op.Txn(inner)).CommitAsync(kv);

        TxnResponse innerDone = done.Responses[1].ResponseTxn;
        Assert.True(innerDone.Succeeded, "the inner compare sees the state before the transaction");
        Assert.Equal(["1"], innerDone.Responses[1].ResponseRange.Values());
        Assert.Equal("then", (await kv.GetAsync(etcd.Name("b")))!.Value.ToText());
    });

    [Fact]
    public Task Inner_headers_show_the_revision_as_it_was_at_each_operation() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long before = (await kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        TxnResponse done = await Txn.Of(
            Op.Get(etcd.All), Op.Put(etcd.Name("b"), "2"), Op.Get(etcd.All), Op.Delete(etcd.Name("a")),
            Op.Txn(Txn.Of(Op.Get(etcd.All)).Build())).CommitAsync(kv);

        Assert.Equal(before, done.Responses[0].ResponseRange.Header.Revision);
        Assert.Equal(before + 1, done.Responses[1].ResponsePut.Header.Revision);
        Assert.Equal(before + 1, done.Responses[2].ResponseRange.Header.Revision);
        Assert.Equal(before + 1, done.Responses[3].ResponseDeleteRange.Header.Revision);
        TxnResponse inner = done.Responses[4].ResponseTxn;
        Assert.Equal(new ResponseHeader(), inner.Header);
        Assert.Equal(before + 1, inner.Responses[0].ResponseRange.Header.Revision);
        Assert.All(done.Responses.Take(1), op => Assert.Equal(0UL, op.ResponseRange.Header.ClusterId));
    });

    [Fact]
    public Task What_fails_inside_leaves_no_trace() => OnEtcdAsync(async etcd =>
    {
        IEtcdKv kv = etcd.Client.Kv;
        long[] revisions = [await PutAsync(etcd, "a"), await PutAsync(etcd, "a"), await PutAsync(etcd, "a")];
        await kv.CompactAsync(revisions[1]);
        RequestOp put = Op.Put(etcd.Name("b"), "1");
        RequestOp At(long revision) => Op.Get(new RangeRequest { Key = etcd.Key("a"), Revision = revision });
        RequestOp keepsAbsent = Op.Put(new PutRequest { Key = etcd.Key("c"), IgnoreValue = true });

        await Refusal.IsAsync("0521", Txn.Of(put, At(revisions[2] + 2)).CommitAsync(kv));
        await Refusal.IsAsync("0520", Txn.Of(put, At(revisions[0])).CommitAsync(kv));
        await Refusal.IsAsync("0530", Txn.Of(put, Op.Put(etcd.Name("c"), "1", lease: 4_711)).CommitAsync(kv));
        await Refusal.IsAsync("0511", Txn.Of(put, keepsAbsent).CommitAsync(kv));

        RangeResponse after = await kv.GetAsync(etcd.All);
        Assert.Equal((revisions[2], 1L), (after.Header.Revision, after.Count));
    });

    [Fact]
    public Task Deletes_may_overlap_and_each_answers_what_it_found() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, "a");
        await PutAsync(etcd, "b");

        TxnResponse done = await Txn.Of(Op.Delete(etcd.Name("a")), Op.Delete(etcd.All), Op.Delete(etcd.All))
            .CommitAsync(etcd.Client.Kv);

        Assert.Equal([1L, 1L, 0L], done.Responses.Select(op => op.ResponseDeleteRange.Deleted));
    });

    [Fact]
    public Task A_put_in_a_transaction_answers_the_pair_before_on_demand() => OnEtcdAsync(async etcd =>
    {
        await PutAsync(etcd, "a");
        RequestOp put = Op.Put(new PutRequest { Key = etcd.Key("a"), Value = "2".ToBytes(), PrevKv = true });

        TxnResponse done = await Txn.Of(put).CommitAsync(etcd.Client.Kv);

        Assert.Equal("a", done.Responses[0].ResponsePut.PrevKv.Value.ToText());
    });

    private static async Task<long> PutAsync(EtcdUnderTest etcd, string name) =>
        (await etcd.Client.Kv.PutAsync(etcd.Name(name), name)).Header.Revision;
}
