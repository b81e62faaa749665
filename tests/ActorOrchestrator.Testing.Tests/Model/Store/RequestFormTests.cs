using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: what is refused without looking at the store, with which text, and that nothing was written (F1, F3, T3).
/// Method: both sides of each limit; where two rules are broken, which one is told.
/// </summary>
public sealed class RequestFormTests
{
    private readonly ModelStore _store = NewStore();

    [Fact]
    public void A_request_without_a_key_is_refused()
    {
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Put(Put(""))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.DeleteRange(Delete("", "b"))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Txn(If(new Compare()))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Txn(Else(Then(Get(""))))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Txn(Then(Delete("")))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Txn(Then(Put("")))));
    }

    [Fact]
    public void A_put_that_gives_what_it_keeps_is_refused_also_in_a_branch_that_is_not_taken()
    {
        var value = new PutRequest { Key = Key("a"), Value = Key("v"), IgnoreValue = true };
        var lease = new PutRequest { Key = Key("a"), Lease = 5, IgnoreLease = true };

        Assert.Equal(EtcdErrorTexts.ValueProvided, Refusal(() => _store.Put(value)));
        Assert.Equal(EtcdErrorTexts.LeaseProvided, Refusal(() => _store.Put(lease)));
        Assert.Equal(EtcdErrorTexts.ValueProvided, Refusal(() => _store.Txn(Else(value))));
        Assert.Equal(EtcdErrorTexts.LeaseProvided, Refusal(() => _store.Txn(Else(lease))));
    }

    [Fact]
    public void An_operation_without_content_is_refused() =>
        Assert.Equal(
            EtcdErrorTexts.KeyNotFound, Refusal(() => _store.Txn(new TxnRequest { Failure = { new RequestOp() } })));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void F1_each_list_of_a_transaction_has_at_most_128(int operations, bool isAllowed)
    {
        IMessage[] gets = [.. Many(operations, i => Get($"k{i}"))];
        Compare[] compares = [.. Enumerable.Range(0, operations).Select(_ => new Compare { Key = Key("a") })];

        Assert.All([Then(gets), Else(gets), If(compares)], txn => Assert.Equal(isAllowed, IsAllowed(txn)));
    }

    [Theory]
    [InlineData(64, 64, true)]
    [InlineData(64, 65, false)]
    [InlineData(127, 1, true)]
    [InlineData(127, 2, false)]
    [InlineData(128, 0, true)]
    [InlineData(128, 1, false)]
    public void T3_a_nested_transaction_gets_what_its_parent_leaves(int outer, int nested, bool isAllowed)
    {
        IMessage[] gets = [.. Many(outer - 1, i => Get($"o{i}"))];
        TxnRequest inner = Then([.. Many(nested, i => Get($"i{i}"))]);

        Assert.Equal(isAllowed, IsAllowed(Then([.. gets, inner])));
        Assert.Equal(isAllowed, IsAllowed(Else([.. gets, inner])));
    }

    [Fact]
    public void T3_the_longest_list_counts_for_what_is_left()
    {
        TxnRequest txn = Then(Then([.. Many(29, i => Get($"i{i}"))]));
        txn.Compare.AddRange(Enumerable.Range(0, 99).Select(_ => new Compare { Key = Key("a") }));
        Assert.True(IsAllowed(txn));

        txn.Compare.Add(new Compare { Key = Key("a") });
        Assert.False(IsAllowed(txn));
    }

    [Fact]
    public void The_limit_of_operations_is_an_option()
    {
        ModelStore store = NewStore(new ModelLimits { MaxTxnOps = 1 });

        store.Txn(Then(Get("a")));
        Assert.Equal(EtcdErrorTexts.TooManyOperations, Refusal(() => store.Txn(Then(Get("a"), Get("b")))));
    }

    [Fact]
    public void Too_many_operations_are_told_before_a_missing_key_and_that_before_duplicates()
    {
        Assert.Equal(
            EtcdErrorTexts.TooManyOperations, Refusal(() => _store.Txn(Then([.. Many(129, _ => Put(""))]))));
        Assert.Equal(EtcdErrorTexts.KeyNotProvided, Refusal(() => _store.Txn(Then(Put("a"), Put("a"), Put("")))));
    }

    // 24 bytes less than the limit: the envelope, the key, and tags and lengths; measured at etcd 3.4.23.
    [Theory]
    [InlineData(1_572_840, true)]
    [InlineData(1_572_841, false)]
    public void F3_the_size_of_the_proposal_is_limited(int valueBytes, bool isAllowed)
    {
        PutRequest put = Put("k", new string('x', valueBytes));

        Assert.Equal(isAllowed, IsAllowed(() => _store.Put(put), EtcdErrorTexts.RequestTooLarge));
        Assert.Equal(isAllowed ? 2 : 1, _store.Revision);
    }

    [Fact]
    public void F3_deletes_and_transactions_that_write_are_proposed_and_reads_are_not()
    {
        string large = new('k', 1_572_900);

        Assert.Equal(EtcdErrorTexts.RequestTooLarge, Refusal(() => _store.DeleteRange(Delete(large))));
        Assert.Equal(EtcdErrorTexts.RequestTooLarge, Refusal(() => _store.Txn(Else(Put(large)))));
        Assert.Equal(EtcdErrorTexts.RequestTooLarge, Refusal(() => _store.Txn(Then(Then(Get(large))))));
        Assert.Equal(0, _store.Range(Get(large)).Count);
        Assert.True(_store.Txn(Then(Get(large))).Response.Succeeded);
    }

    [Fact]
    public void F3_the_name_of_the_caller_counts_for_the_size()
    {
        PutRequest put = Put("k", new string('x', 1_572_840));
        var caller = new AuthCaller("somebody", 300);

        _store.CheckForm(put);
        Assert.Equal(EtcdErrorTexts.RequestTooLarge, Refusal(() => _store.CheckForm(put, caller)));

        // Tag, length and eight letters of the name; tag and two bytes of the revision.
        _store.CheckForm(Put("k", new string('x', 1_572_840 - 13)), caller);
        Assert.Equal(
            EtcdErrorTexts.RequestTooLarge,
            Refusal(() => _store.CheckForm(Put("k", new string('x', 1_572_840 - 12)), caller)));
    }

    [Fact]
    public void The_limit_of_bytes_is_an_option_and_inclusive()
    {
        ModelStore store = NewStore(new ModelLimits { MaxRequestBytes = 100 });

        // Envelope 13, tag and length of the put 2, tags and lengths of key and value 2 each, key 1.
        store.Put(Put("k", new string('x', 80)));
        Assert.Equal(EtcdErrorTexts.RequestTooLarge, Refusal(() => store.Put(Put("k", new string('x', 81)))));
    }

    private static IEnumerable<IMessage> Many(int count, Func<int, IMessage> make) =>
        Enumerable.Range(0, count).Select(make);

    private static bool IsAllowed(Action request, EtcdError otherwise)
    {
        Exception? refusal = Record.Exception(request);
        Assert.True(refusal is null || Assert.IsType<ModelException>(refusal).Error == otherwise);
        return refusal is null;
    }

    private bool IsAllowed(TxnRequest txn) => IsAllowed(() => _store.CheckForm(txn), EtcdErrorTexts.TooManyOperations);
}
