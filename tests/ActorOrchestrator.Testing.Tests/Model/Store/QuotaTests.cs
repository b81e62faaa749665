using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: what would reach the quota (section 16, Quota; S26 as far as data goes).
/// Method: quotas one byte apart around the cost of each request on an empty store, then a store that fills.
/// </summary>
public sealed class QuotaTests
{
    public static TheoryData<string, long> Costs => new()
    {
        { "put", 256 + 1 + 10 },
        { "grant", 64 },
        { "puts in both branches", 256 + 1 + 20 },
        { "several puts", 2 * (256 + 1 + 10) },
        { "nested put", 256 + 1 + 10 },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void A_request_that_reaches_the_quota_with_its_cost_exceeds_it(string name, long cost)
    {
        IMessage request = Request(name);

        Assert.True(NewStore(new ModelLimits { QuotaBytes = cost }).WouldExceedQuota(request));
        Assert.False(NewStore(new ModelLimits { QuotaBytes = cost + 1 }).WouldExceedQuota(request));
        Assert.False(NewStore(new ModelLimits { QuotaBytes = -1 }).WouldExceedQuota(request));
    }

    [Fact]
    public void What_adds_nothing_always_passes()
    {
        ModelStore full = NewStore(new ModelLimits { QuotaBytes = 0 });
        IMessage[] requests =
        [
            Delete("a"), Get("a"), Then(Get("a"), Delete("a")), new CompactionRequest(), new LeaseRevokeRequest(),
        ];

        Assert.True(full.WouldExceedQuota(Put("a")));
        Assert.All(requests, request => Assert.False(full.WouldExceedQuota(request)));
    }

    [Fact]
    public void A_full_store_stays_full_until_it_is_compacted_and_defragmented()
    {
        ModelStore store = NewStore(new ModelLimits { QuotaBytes = 4096 });
        PutRequest put = Put("a", new string('x', 256));
        while (!store.WouldExceedQuota(put))
        {
            store.Put(put);
        }

        Assert.InRange(store.SizeInUse, 4096 - 256 - 257, 4096);
        store.Compact(store.Revision);
        Assert.True(store.WouldExceedQuota(put));
        store.Defragment();
        Assert.False(store.WouldExceedQuota(put));
    }

    private static IMessage Request(string name)
    {
        PutRequest put = Put("a", "0123456789");
        TxnRequest both = Then(put);
        both.Failure.Add(Op(Put("b", "01234567890123456789")));
        return name switch
        {
            "put" => put,
            "grant" => new LeaseGrantRequest(),
            "puts in both branches" => both,
            "several puts" => Else(put, Get("c"), Put("b", "0123456789")),
            _ => Then(Else(put)),
        };
    }
}
