using static ActorOrchestrator.Etcd.Protocol.Compare.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: which transactions are refused, also for a branch that would not be taken (etcd.md T3, T4; F1, F2).
/// Method: the largest and the next larger one; pairs of operations that touch each other and that do not.
/// </summary>
public abstract class TxnLimitContract : EtcdContract
{
    private const int OperationsMax = 128;

    [Theory]
    [InlineData("compare")]
    [InlineData("then")]
    [InlineData("else")]
    public Task Each_list_may_have_128_operations_and_not_one_more(string list) => OnEtcdAsync(async etcd =>
    {
        await Request(etcd, list, OperationsMax).CommitAsync(etcd.Client.Kv);
        await Refusal.IsAsync("0514", Request(etcd, list, OperationsMax + 1).CommitAsync(etcd.Client.Kv));
    });

    [Fact]
    public Task A_transaction_inside_gets_what_the_outer_one_leaves() => OnEtcdAsync(async etcd =>
    {
        await Nested(etcd, 64, 64).CommitAsync(etcd.Client.Kv);
        await Refusal.IsAsync("0514", Nested(etcd, 64, 65).CommitAsync(etcd.Client.Kv));
        await Nested(etcd, OperationsMax, 0).CommitAsync(etcd.Client.Kv);
        await Refusal.IsAsync("0514", Nested(etcd, OperationsMax, 1).CommitAsync(etcd.Client.Kv));
    });

    [Fact]
    public Task An_operation_without_content_is_refused() => OnEtcdAsync(async etcd =>
    {
        await Refusal.IsAsync("0511", Txn.Of(new RequestOp()).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0510", Txn.Of(Op.Get(new RangeRequest())).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0510", Txn.Of().Else(Op.Put(new PutRequest())).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0510", Txn.When(new Compare()).CommitAsync(etcd.Client.Kv));
    });

    [Fact]
    public Task Two_puts_of_a_key_are_refused_in_both_branches() => OnEtcdAsync(async etcd =>
    {
        RequestOp a = Op.Put(etcd.Name("a"), "1");
        await Refusal.IsAsync("0515", Txn.Of(a, a).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of().Else(a, a).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(a, Inside(a)).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(Inside(a), Inside(a)).CommitAsync(etcd.Client.Kv));

        Assert.Equal(0, (await etcd.Client.Kv.GetAsync(etcd.All)).Count);
    });

    [Fact]
    public Task A_put_inside_a_deleted_range_is_refused_in_any_order_and_at_any_level() => OnEtcdAsync(async etcd =>
    {
        RequestOp put = Op.Put(etcd.Name("b"), "1");
        RequestOp delete = Op.Delete(KeyRange.Between(etcd.Key("a"), etcd.Key("c")));
        await Refusal.IsAsync("0515", Txn.Of(put, delete).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(delete, put).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(delete, Inside(put)).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(Inside(delete), put).CommitAsync(etcd.Client.Kv));
        await Refusal.IsAsync("0515", Txn.Of(Op.Delete(etcd.Name("b")), put).CommitAsync(etcd.Client.Kv));

        await Txn.Of(Op.Put(etcd.Name("c"), "1"), delete).CommitAsync(etcd.Client.Kv);
    });

    [Fact]
    public Task The_same_put_may_stand_in_both_branches() => OnEtcdAsync(async etcd =>
    {
        RequestOp a = Op.Put(etcd.Name("a"), "1");
        TxnRequest oneOrTheOther = Txn.Of(a).Else(a).Build();

        await Txn.Of(a).Else(a).CommitAsync(etcd.Client.Kv);
        await Txn.Of(Op.Txn(oneOrTheOther)).CommitAsync(etcd.Client.Kv);

        Assert.Equal(2, (await etcd.Client.Kv.GetAsync(etcd.Name("a")))!.Version);
    });

    private static RequestOp Inside(RequestOp operation) => Op.Txn(Txn.Of(operation).Build());

    private static TxnBuilder Request(EtcdUnderTest etcd, string list, int count)
    {
        RequestOp[] puts = [.. Enumerable.Range(0, count).Select(i => Op.Put(etcd.Name($"k{i}"), "1"))];
        Compare compare = Wire.VersionOf(etcd.Key("a"), CompareResult.Equal, 0);
        return list switch
        {
            "compare" => Txn.When([.. Enumerable.Repeat(compare, count)]),
            "then" => Txn.Of(puts),
            "else" => Txn.Of().Else(puts),
            _ => throw new ArgumentException($"Unknown list '{list}'.", nameof(list)),
        };
    }

    // The inner transaction is one of the outer operations.
    private static TxnBuilder Nested(EtcdUnderTest etcd, int outer, int inner)
    {
        RequestOp[] reads = [.. Enumerable.Repeat(Op.Get(etcd.Name("a")), outer - 1)];
        return Txn.Of([.. reads, Op.Txn(Txn.Of([.. Enumerable.Repeat(Op.Get(etcd.Name("a")), inner)]).Build())]);
    }
}
