using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: compares hold as T1 and F4 say (S22).
/// Method: all targets and results over operands below, at and above the stored number, on a present, an absent and
/// several keys; an empty transaction tells which branch it took. GoldenTests compares the same table with etcd.
/// </summary>
public sealed class CompareTests
{
    private readonly ModelStore _store = NewStore();

    public CompareTests()
    {
        _store.Grant(new LeaseGrantRequest { ID = 50, TTL = 60 }, () => 1);
        _store.Put(Put("other"));
        _store.Put(Put("a", "m"));
        _store.Put(Put("a", "m", lease: 50));
        _store.Put(Put("empty", ""));
    }

    // The numbers of a: version 2, create 3, mod 4, lease 50.
    [Theory]
    [InlineData(CompareTarget.Version, 2)]
    [InlineData(CompareTarget.Create, 3)]
    [InlineData(CompareTarget.Mod, 4)]
    [InlineData(CompareTarget.Lease, 50)]
    public void A_number_is_compared_with_the_stored_one(CompareTarget target, long stored)
    {
        for (long operand = stored - 1; operand <= stored + 1; operand++)
        {
            Assert.Equal(stored == operand, Holds("a", target, CompareResult.Equal, operand));
            Assert.Equal(stored != operand, Holds("a", target, CompareResult.NotEqual, operand));
            Assert.Equal(stored > operand, Holds("a", target, CompareResult.Greater, operand));
            Assert.Equal(stored < operand, Holds("a", target, CompareResult.Less, operand));
        }
    }

    [Theory]
    [InlineData(CompareTarget.Version)]
    [InlineData(CompareTarget.Create)]
    [InlineData(CompareTarget.Mod)]
    [InlineData(CompareTarget.Lease)]
    public void F4_every_number_of_an_absent_key_is_0(CompareTarget target)
    {
        Assert.True(Holds("absent", target, CompareResult.Equal, 0));
        Assert.False(Holds("absent", target, CompareResult.Equal, 1));
        Assert.True(Holds("absent", target, CompareResult.NotEqual, 1));
        Assert.True(Holds("absent", target, CompareResult.Greater, -1));
        Assert.True(Holds("absent", target, CompareResult.Less, 1));
        Assert.False(Holds("absent", target, CompareResult.Less, 0));
    }

    [Theory]
    [InlineData("l", false, true, true, false)]
    [InlineData("m", true, false, false, false)]
    [InlineData("ma", false, true, false, true)]
    [InlineData("", false, true, true, false)]
    [InlineData("ÿ", false, true, false, true)]
    public void A_value_is_compared_by_its_bytes(string operand, bool equal, bool notEqual, bool greater, bool less)
    {
        Assert.Equal(equal, HoldsValue("a", CompareResult.Equal, operand));
        Assert.Equal(notEqual, HoldsValue("a", CompareResult.NotEqual, operand));
        Assert.Equal(greater, HoldsValue("a", CompareResult.Greater, operand));
        Assert.Equal(less, HoldsValue("a", CompareResult.Less, operand));
    }

    [Theory]
    [InlineData(CompareResult.Equal)]
    [InlineData(CompareResult.NotEqual)]
    [InlineData(CompareResult.Greater)]
    [InlineData(CompareResult.Less)]
    public void F4_a_value_compare_on_an_absent_key_never_holds(CompareResult result)
    {
        Assert.False(HoldsValue("absent", result, ""));
        Assert.False(HoldsValue("absent", result, "x"));
    }

    [Fact]
    public void F4_an_empty_value_is_a_value() => Assert.True(HoldsValue("empty", CompareResult.Equal, ""));

    [Fact]
    public void F4_all_keys_of_a_range_have_to_hold()
    {
        // Versions: a 2, empty 1, other 1.
        Assert.True(Holds("a", CompareTarget.Version, CompareResult.Greater, 0, NoEnd));
        Assert.False(Holds("a", CompareTarget.Version, CompareResult.Equal, 1, NoEnd));
        Assert.True(Holds("b", CompareTarget.Version, CompareResult.Equal, 1, NoEnd));
        Assert.False(Holds("\0", CompareTarget.Version, CompareResult.NotEqual, 2, NoEnd));
        Assert.True(Holds("b", CompareTarget.Version, CompareResult.NotEqual, 2, "p"));
    }

    [Theory]
    [InlineData("x", "z")]
    [InlineData("p", "a")]
    [InlineData("b", "b")]
    public void F4_a_range_without_keys_is_one_absent_key(string key, string end)
    {
        Assert.True(Holds(key, CompareTarget.Create, CompareResult.Equal, 0, end));
        Assert.False(Holds(key, CompareTarget.Create, CompareResult.Greater, 0, end));
        Assert.False(HoldsValue(key, CompareResult.NotEqual, "x", end));
    }

    [Fact]
    public void F6_a_range_sees_puts_by_their_mod_revision_but_not_deletes()
    {
        long before = _store.Revision + 1;
        Assert.True(Holds("\0", CompareTarget.Mod, CompareResult.Less, before, NoEnd));

        _store.DeleteRange(Delete("other"));
        Assert.True(Holds("\0", CompareTarget.Mod, CompareResult.Less, before, NoEnd));

        _store.Put(Put("other"));
        Assert.False(Holds("\0", CompareTarget.Mod, CompareResult.Less, before, NoEnd));
    }

    [Fact]
    public void T1_a_union_that_does_not_fit_counts_as_zero()
    {
        var version = new Compare { Key = Key("a"), Target = CompareTarget.Version, ModRevision = 2 };
        var value = new Compare { Key = Key("empty"), Target = CompareTarget.Value, Version = 7 };
        var none = new Compare { Key = Key("absent"), Target = CompareTarget.Mod };

        Assert.False(Succeeds(version));
        version.Result = CompareResult.Greater;
        Assert.True(Succeeds(version));
        Assert.True(Succeeds(value));
        Assert.True(Succeeds(none));
    }

    [Fact]
    public void All_compares_have_to_hold_and_none_do_when_there_are_none()
    {
        var holds = new Compare { Key = Key("a"), Target = CompareTarget.Version, Version = 2 };
        var fails = new Compare { Key = Key("a"), Target = CompareTarget.Version, Version = 3 };

        Assert.True(Succeeds());
        Assert.True(Succeeds(holds, holds));
        Assert.False(Succeeds(holds, fails));
        Assert.False(Succeeds(fails, holds));
    }

    private bool Succeeds(params Compare[] compares) => _store.Txn(If(compares)).Response.Succeeded;

    private bool HoldsValue(string key, CompareResult result, string operand, string end = "") => Succeeds(new Compare
    {
        Key = Key(key),
        RangeEnd = Key(end),
        Target = CompareTarget.Value,
        Result = result,
        Value = Key(operand),
    });

    private bool Holds(string key, CompareTarget target, CompareResult result, long operand, string end = "")
    {
        var compare = new Compare { Key = Key(key), RangeEnd = Key(end), Target = target, Result = result };
        _ = target switch
        {
            CompareTarget.Version => compare.Version = operand,
            CompareTarget.Create => compare.CreateRevision = operand,
            CompareTarget.Mod => compare.ModRevision = operand,
            _ => compare.Lease = operand,
        };
        return Succeeds(compare);
    }
}
