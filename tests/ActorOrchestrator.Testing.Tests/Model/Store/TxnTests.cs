using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: transactions are all or nothing, compare first and then run in order (T1, T2, T5, T6; S22).
/// Method: small transactions, and the whole store before and after those that are refused.
/// </summary>
public sealed class TxnTests
{
    private readonly ModelStore _store = NewStore();

    [Fact]
    public void T1_compares_see_the_state_before_the_transaction_also_nested_ones()
    {
        TxnRequest nested = If(new Compare { Key = Key("a"), Target = CompareTarget.Version, Version = 1 });
        nested.Success.Add(Op(Put("b", "then")));
        nested.Failure.Add(Op(Put("b", "else")));

        TxnResponse answer = _store.Txn(Then(Put("a"), nested)).Response;

        Assert.True(answer.Succeeded);
        Assert.False(answer.Responses[1].ResponseTxn.Succeeded);
        Assert.Equal("else", Text(_store.Range(Get("b")).Kvs[0].Value));
    }

    [Fact]
    public void T1_only_the_taken_branch_is_done_at_every_level()
    {
        TxnRequest inner = Then(Put("c"));
        inner.Failure.Add(Op(Put("d")));
        TxnRequest txn = If(
            new Compare { Key = Key("a"), Target = CompareTarget.Create, Result = CompareResult.Greater });
        txn.Success.Add(Op(Put("b")));
        txn.Failure.Add(Op(inner));

        TxnResponse answer = _store.Txn(txn).Response;

        Assert.False(answer.Succeeded);
        Assert.Equal("c", Keys(All(_store)));
    }

    [Fact]
    public void T2_a_read_sees_the_writes_before_it_and_headers_the_first_of_them()
    {
        _store.Put(Put("a", "old"));

        RepeatedResponses answer = new(_store.Txn(Then(
            Get("a"), Delete("none"), Put("a", "new"), Get("a"),
            Delete("a", NoEnd), Get("a"), Delete("none"))).Response);

        Assert.Equal([2, 2, 3, 3, 3, 3, 3], answer.Revisions);
        Assert.Equal(["old", "new", ""], answer.Values);
    }

    [Fact]
    public void T2_the_header_of_a_nested_transaction_is_there_and_empty_and_the_outer_one_the_shells()
    {
        TxnResponse answer = _store.Txn(Then(Put("a"), Then(Get("a")))).Response;

        Assert.Null(answer.Header);
        Assert.Equal(new ResponseHeader(), answer.Responses[1].ResponseTxn.Header);
        Assert.Equal(2, answer.Responses[1].ResponseTxn.Responses[0].ResponseRange.Header.Revision);
    }

    [Fact]
    public void T2_a_read_at_the_revision_before_does_not_see_the_writes_before_it()
    {
        _store.Put(Put("a", "old"));

        RepeatedResponses answer = new(_store.Txn(Then(Put("a", "new"), Get("a", "", 2))).Response);

        Assert.Equal(["old"], answer.Values);
    }

    [Fact]
    public void T5_a_transaction_that_cannot_be_done_leaves_no_trace()
    {
        _store.Put(Put("a", "1"));
        _store.Put(Put("a", "2"));
        _store.Grant(new LeaseGrantRequest { ID = 7, TTL = 60 }, () => 1);
        _store.Compact(3);
        RangeResponse before = All(_store);
        var keepsValue = new PutRequest { Key = Key("none"), IgnoreValue = true };
        var keepsLease = new PutRequest { Key = Key("none"), IgnoreLease = true };

        foreach ((IMessage last, EtcdError refusal) in new (IMessage, EtcdError)[]
        {
            (Put("c", "1", lease: 8), EtcdErrorTexts.LeaseNotFound),
            (keepsValue, EtcdErrorTexts.KeyNotFound),
            (keepsLease, EtcdErrorTexts.KeyNotFound),
            (Get("a", "", 4), EtcdErrorTexts.FutureRevision),
            (Get("a", "", 2), EtcdErrorTexts.Compacted),
            (Get("a", "", -1), EtcdErrorTexts.Compacted),
        })
        {
            Assert.Equal(refusal, Refusal(() => _store.Txn(Then(Put("b", "1", lease: 7), Delete("a"), last))));
            Assert.Equal(refusal, Refusal(() => _store.Txn(Then(Put("b", "1", lease: 7), Then(Else(), Then(last))))));
            Assert.True(_store.Txn(Else(last)).Response.Succeeded);
        }

        Assert.Equal(before, All(_store));
        Assert.Equal(3, _store.Revision);
        Assert.Empty(_store.KeysOf(7));
    }

    [Fact]
    public void T5_puts_are_checked_before_reads_and_an_absent_key_before_the_lease()
    {
        PutRequest put = new() { Key = Key("none"), IgnoreValue = true, Lease = 8 };

        Assert.Equal(EtcdErrorTexts.LeaseNotFound, Refusal(() => _store.Txn(Then(Get("a", "", 9), Put("b", "", 8)))));
        Assert.Equal(EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Txn(Then(put))));
        Assert.Equal(EtcdErrorTexts.LeaseNotFound, Refusal(() => _store.Put(put)));
    }

    [Fact]
    public void T5_a_put_cannot_keep_what_an_earlier_operation_deletes()
    {
        _store.Put(Put("a"));
        var keeps = new PutRequest { Key = Key("a"), IgnoreValue = true };

        Assert.Equal(EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Txn(Then(Delete("a", NoEnd), keeps))));
        Assert.Equal(EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Txn(Then(Then(Delete("\0", NoEnd)), keeps))));
        Assert.Equal("a", Keys(All(_store)));

        _store.Txn(Then(keeps, Delete("a", NoEnd)));
        Assert.Equal("", Keys(All(_store)));
    }

    [Fact]
    public void T6_a_transaction_of_reads_in_both_branches_needs_no_proposal()
    {
        var local = new RangeRequest { Key = Key("a"), Serializable = true };
        TxnRequest mixed = Then(local);
        mixed.Failure.Add(Op(Get("a")));

        Assert.True(ModelStore.IsReadOnly(Then()) && ModelStore.IsSerializable(Then()));
        Assert.True(ModelStore.IsReadOnly(mixed) && !ModelStore.IsSerializable(mixed));
        Assert.True(ModelStore.IsReadOnly(Else(local)) && ModelStore.IsSerializable(Else(local)));
        Assert.False(ModelStore.IsReadOnly(Else(Put("a"))));
        Assert.False(ModelStore.IsReadOnly(Then(Get("a"), Delete("a"))));
        Assert.False(ModelStore.IsReadOnly(Then(Then(Get("a")))));
    }

    private sealed class RepeatedResponses(TxnResponse response)
    {
        public IEnumerable<long> Revisions => response.Responses.Select(answer => answer.ResponseCase switch
        {
            ResponseOp.ResponseOneofCase.ResponseRange => answer.ResponseRange.Header.Revision,
            ResponseOp.ResponseOneofCase.ResponsePut => answer.ResponsePut.Header.Revision,
            _ => answer.ResponseDeleteRange.Header.Revision,
        });

        public IEnumerable<string> Values => response.Responses.Select(answer => answer.ResponseRange)
            .OfType<RangeResponse>()
            .Select(range => string.Concat(range.Kvs.Select(pair => Text(pair.Value))));
    }
}
