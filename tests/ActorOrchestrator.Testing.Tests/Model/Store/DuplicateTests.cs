using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: which keys a transaction may give twice (T4, F2; S22).
/// Method: a table of branches, each tried as the taken branch, as the other one, and one level deeper.
/// </summary>
public sealed class DuplicateTests
{
    public static TheoryData<string, TxnRequest> Refused => new()
    {
        { "two puts", Then(Put("a"), Put("a")) },
        { "put, delete", Then(Put("a"), Delete("a")) },
        { "delete, put", Then(Delete("a"), Put("a")) },
        { "delete of a range, put at its start", Then(Delete("a", "c"), Put("a")) },
        { "delete of a range, put inside", Then(Put("b"), Delete("a", "c")) },
        { "put, nested put", Then(Put("a"), Then(Put("a"))) },
        { "nested put in the other branch, put", Then(Else(Put("a")), Put("a")) },
        { "puts of siblings", Then(Then(Put("a")), Then(Put("a"))) },
        { "puts of other branches of siblings", Then(Else(Put("a")), Then(Put("a"))) },
        { "nested delete, put", Then(Then(Delete("a")), Put("a")) },
        { "put, delete nested in the other branch", Then(Put("a"), Else(Delete("a", "b"))) },
        { "delete, nested put", Then(Delete("a"), Then(Put("a"))) },
        { "nested put, delete", Then(Then(Put("a")), Delete("a", "b")) },
        { "deeply nested put, delete", Then(Then(Else(Put("a"))), Delete("a")) },
        { "nested delete, put of a later sibling", Then(Then(Delete("a")), Then(Put("a"))) },
    };

    public static TheoryData<string, TxnRequest> Allowed => new()
    {
        { "different keys", Then(Put("a"), Put("b"), Delete("c")) },
        { "two deletes", Then(Delete("a"), Delete("a")) },
        { "overlapping deletes", Then(Delete("a", "c"), Delete("b", "d")) },
        { "put at the end of a deleted range", Then(Delete("a", "c"), Put("c")) },
        { "reads of what is written", Then(Get("a"), Put("a"), Get("a", NoEnd)) },
        { "both branches of one transaction", Both(Then(Put("a")), Put("a")) },
        { "both branches of a nested one", Then(Both(Then(Put("a")), Put("a"))) },
        { "delete and put in both branches of a nested one", Then(Both(Then(Delete("a")), Put("a"))) },

        // As etcd has it.
        { "delete without an end, put", Then(Delete("a", NoEnd), Put("b")) },
        { "put, delete of everything", Then(Put("b"), Delete("\0", NoEnd)) },
        { "delete of nothing, put", Then(Delete("c", "a"), Put("b")) },
        { "nested put, delete of a later sibling", Then(Then(Put("a")), Then(Delete("a"))) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void T4_a_key_given_twice_is_refused_in_each_branch(string name, TxnRequest txn)
    {
        foreach (TxnRequest asked in Placed(txn))
        {
            ModelStore store = NewStore();
            Assert.True(EtcdErrorTexts.DuplicateKey == Refusal(() => store.Txn(asked)), name);
            Assert.Equal(1, store.Revision);
        }
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void T4_other_keys_are_allowed_in_each_branch(string name, TxnRequest txn)
    {
        foreach (TxnRequest asked in Placed(txn))
        {
            Assert.True(NewStore().Txn(asked).Response.Succeeded, name);
        }
    }

    private static TxnRequest[] Placed(TxnRequest txn)
    {
        TxnRequest other = new() { Failure = { txn.Success }, Success = { txn.Failure } };
        return [txn, other, Then(txn), Else(other)];
    }

    private static TxnRequest Both(TxnRequest then, PutRequest orElse)
    {
        then.Failure.Add(Op(orElse));
        return then;
    }
}
