using static ActorOrchestrator.Etcd.Protocol.Compare.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: every compare on a present, an absent and a range of keys (etcd.md T1, F4, F6; S22).
/// Method: each compare is the only one of a transaction without operations.
/// </summary>
public abstract class CompareContract : EtcdContract
{
    [Fact]
    public Task Numbers_are_compared_with_each_result() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new LeaseGrantRequest { TTL = 60 })).ID;
        long create = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        long mod = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "2", lease)).Header.Revision;
        (long Actual, Func<CompareResult, long, Compare> Make)[] targets =
        [
            (create, (result, value) => Wire.Create(etcd.Key("a"), result, value)),
            (mod, (result, value) => Wire.Mod(etcd.Key("a"), result, value)),
            (2, (result, value) => Wire.VersionOf(etcd.Key("a"), result, value)),
            (lease, (result, value) => Wire.Lease(etcd.Key("a"), result, value)),
        ];

        foreach ((long actual, Func<CompareResult, long, Compare> make) in targets)
        {
            Assert.Equal("=", await HoldingAsync(etcd, result => make(result, actual)));
            Assert.Equal(">!", await HoldingAsync(etcd, result => make(result, actual - 1)));
            Assert.Equal("<!", await HoldingAsync(etcd, result => make(result, actual + 1)));
        }

        await etcd.Client.Lease.RevokeAsync(lease);
    });

    [Theory]
    [InlineData("b", "=")]
    [InlineData("a", ">!")]
    [InlineData("ba", "<!")]
    [InlineData("", ">!")]
    public Task Values_are_compared_by_their_bytes(string value, string holding) => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "b");

        Assert.Equal(holding, await HoldingAsync(etcd, result => Wire.Value(etcd.Key("a"), result, value)));
    });

    [Fact]
    public Task An_absent_key_has_zeros_and_no_value_at_all() => OnEtcdAsync(async etcd =>
    {
        Assert.Equal("=", await HoldingAsync(etcd, result => Wire.Create(etcd.Key("a"), result, 0)));
        Assert.Equal("=", await HoldingAsync(etcd, result => Wire.Mod(etcd.Key("a"), result, 0)));
        Assert.Equal("=", await HoldingAsync(etcd, result => Wire.VersionOf(etcd.Key("a"), result, 0)));
        Assert.Equal("=", await HoldingAsync(etcd, result => Wire.Lease(etcd.Key("a"), result, 0)));
        Assert.Equal("<!", await HoldingAsync(etcd, result => Wire.VersionOf(etcd.Key("a"), result, 1)));
        Assert.Equal("", await HoldingAsync(etcd, result => Wire.Value(etcd.Key("a"), result, "")));
        Assert.Equal("", await HoldingAsync(etcd, result => Wire.Value(etcd.Key("a"), result, "b")));
    });

    [Fact]
    public Task A_range_holds_if_each_of_its_keys_does_and_an_empty_one_is_one_absent_key() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        long last = (await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1")).Header.Revision;
        Compare Over(CompareResult result, long revision, KeyRange range) =>
            Wire.Mod(etcd.Key("x"), result, revision).Over(range);
        var empty = KeyRange.Prefix(etcd.Key("none"));

        Assert.Equal("<!", await HoldingAsync(etcd, result => Over(result, last + 1, etcd.All)));
        Assert.Equal("", await HoldingAsync(etcd, result => Over(result, last, etcd.All)));
        Assert.Equal("=", await HoldingAsync(etcd, result => Wire.Value(etcd.Key("x"), result, "1").Over(etcd.All)));
        Assert.Equal("=", await HoldingAsync(etcd, result => Over(result, 0, empty)));
        Assert.Equal("<!", await HoldingAsync(etcd, result => Over(result, 1, empty)));
        Assert.Equal("", await HoldingAsync(etcd, result => Wire.Value(etcd.Key("x"), result, "").Over(empty)));
    });

    [Fact]
    public Task A_range_sees_keys_that_were_put_since_but_not_those_that_were_deleted() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        long read = (await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1")).Header.Revision;
        Compare unchanged = Wire.Mod(etcd.Key("x"), CompareResult.Less, read + 1).Over(etcd.All);

        await etcd.Client.Kv.DeleteAsync(etcd.Name("b"));
        Assert.True((await Txn.When(unchanged).CommitAsync(etcd.Client.Kv)).Succeeded);

        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1");
        Assert.False((await Txn.When(unchanged).CommitAsync(etcd.Client.Kv)).Succeeded);
    });

    [Fact]
    public Task A_compare_without_a_value_compares_with_zero() => OnEtcdAsync(async etcd =>
    {
        var version = new Compare { Key = etcd.Key("a"), Target = CompareTarget.Version };
        var mismatch = new Compare { Key = etcd.Key("a"), Target = CompareTarget.Version, ModRevision = 5 };

        Assert.True((await Txn.When(version, mismatch).CommitAsync(etcd.Client.Kv)).Succeeded);
    });

    private static async Task<string> HoldingAsync(EtcdUnderTest etcd, Func<CompareResult, Compare> make)
    {
        string holding = "";
        foreach ((CompareResult result, char sign) in ((CompareResult, char)[])
            [(CompareResult.Equal, '='), (CompareResult.Greater, '>'), (CompareResult.Less, '<'),
                (CompareResult.NotEqual, '!')])
        {
            bool holds = (await Txn.When(make(result)).CommitAsync(etcd.Client.Kv)).Succeeded;
            holding += holds ? sign : "";
        }

        return holding;
    }
}
