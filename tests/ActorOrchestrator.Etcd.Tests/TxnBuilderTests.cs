using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests;

/// <summary>Goal: etcd.md K1: what the builders say is what etcd is asked. Method: messages are compared.</summary>
public sealed class TxnBuilderTests
{
    [Fact]
    public void A_transaction_reads_as_it_is_sent()
    {
        TxnRequest built = Txn.When(Guard.ModRevision("a").EqualTo(5), Guard.IsAbsent("b"))
            .Then(Op.Put("a", "1", lease: 7), Op.Delete("c"))
            .Else(Op.Get("a"), Op.Txn(Txn.Of(Op.Get(KeyRange.Prefix("d"))).Build()))
            .Build();

        Assert.Equal(
            """
            { "compare": [ { "target": "MOD", "key": "YQ==", "modRevision": "5" }, { "target": "CREATE", "key": "Yg==",
            "createRevision": "0" } ], "success": [ { "requestPut": { "key": "YQ==", "value": "MQ==", "lease": "7" } },
            { "requestDeleteRange": { "key": "Yw==" } } ], "failure": [ { "requestRange": { "key": "YQ==" } },
            { "requestTxn": { "success": [ { "requestRange": { "key": "ZA==", "rangeEnd": "ZQ==" } } ] } } ] }
            """.ReplaceLineEndings(" "),
            JsonFormatter.Default.Format(built));
    }

    [Fact]
    public void Each_guard_sets_its_own_target_and_number()
    {
        (Compare Compare, string Json)[] guards =
        [
            (Guard.CreateRevision("k").NotEqualTo(1),
                """{ "result": "NOT_EQUAL", "target": "CREATE", "key": "aw==", "createRevision": "1" }"""),
            (Guard.Version("k").GreaterThan(2), """{ "result": "GREATER", "key": "aw==", "version": "2" }"""),
            (Guard.Lease("k").LessThan(3), """{ "result": "LESS", "target": "LEASE", "key": "aw==", "lease": "3" }"""),
            (Guard.Exists("k"),
                """{ "result": "NOT_EQUAL", "target": "CREATE", "key": "aw==", "createRevision": "0" }"""),
            (Guard.Value("k").EqualTo("v"), """{ "target": "VALUE", "key": "aw==", "value": "dg==" }"""),
            (Guard.Value("k").NotEqualTo("v"),
                """{ "result": "NOT_EQUAL", "target": "VALUE", "key": "aw==", "value": "dg==" }"""),
            (Guard.ModRevision(KeyRange.Prefix("k")).LessThan(9),
                """{ "result": "LESS", "target": "MOD", "key": "aw==", "modRevision": "9", "rangeEnd": "bA==" }"""),
        ];

        Assert.All(guards, g => Assert.Equal(g.Json, JsonFormatter.Default.Format(g.Compare)));
    }

    [Fact]
    public void What_was_built_does_not_change_afterwards()
    {
        TxnBuilder builder = Txn.Of(Op.Get("a"));
        TxnRequest first = builder.Build();
        builder.Then(Op.Get("b"));

        Assert.Single(first.Success);
        Assert.Equal(2, builder.Build().Success.Count);
    }
}
