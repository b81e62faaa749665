using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: leases and the keys on them (F3, F10, P1, P6, P7; S25 as far as data goes).
/// Method: grants at their bounds, keys that move between leases, and the one revision of a revoke.
/// </summary>
public sealed class LeaseTests
{
    private readonly ModelStore _store = NewStore();

    [Theory]
    [InlineData(60, 60)]
    [InlineData(2, 2)]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    [InlineData(-5, 2)]
    [InlineData(9_000_000_000, 9_000_000_000)]
    public void P1_the_TTL_in_force_is_at_least_the_minimum(long asked, long granted)
    {
        Assert.Equal(new LeaseGrantResponse { ID = 7, TTL = granted }, Grant(7, asked));
        Assert.Equal(granted, _store.GrantedTtl(7));
        Assert.Equal(1, _store.Revision);
    }

    [Fact]
    public void P1_the_minimum_is_an_option()
    {
        ModelStore store = NewStore(new ModelLimits { MinLeaseTtl = 15 });

        Assert.Equal(15, store.Grant(new LeaseGrantRequest { ID = 7, TTL = 10 }, () => 1).TTL);
    }

    [Fact]
    public void P1_an_id_is_chosen_only_when_none_is_given()
    {
        Assert.Equal(41, _store.Grant(new LeaseGrantRequest { TTL = 5 }, () => 41).ID);
        Assert.Equal(-3, _store.Grant(new LeaseGrantRequest { ID = -3, TTL = 5 }, () => 42).ID);
        Assert.Equal([-3, 41], _store.Leases);
    }

    [Fact]
    public void P1_a_taken_id_and_a_TTL_too_large_are_refused_the_TTL_first()
    {
        Grant(7, 60);

        Assert.Equal(EtcdErrorTexts.LeaseExists, Refusal(() => Grant(7, 70)));
        Assert.Equal(EtcdErrorTexts.LeaseExists, Refusal(() => _store.Grant(new LeaseGrantRequest(), () => 7)));
        Assert.Equal(EtcdErrorTexts.LeaseTtlTooLarge, Refusal(() => Grant(7, 9_000_000_001)));
        Assert.Equal(60, _store.GrantedTtl(7));
    }

    [Fact]
    public void P6_an_unknown_lease_has_no_TTL_and_no_keys()
    {
        Assert.False(_store.HasLease(7));
        Assert.Equal(0, _store.GrantedTtl(7));
        Assert.Empty(_store.KeysOf(7));
        Assert.Empty(_store.Leases);
    }

    [Fact]
    public void F3_a_put_with_an_unknown_lease_is_refused_and_nothing_is_written()
    {
        Assert.Equal(EtcdErrorTexts.LeaseNotFound, Refusal(() => _store.Put(Put("a", "v", lease: 7))));
        Assert.Equal(1, _store.Revision);
    }

    [Fact]
    public void P7_a_key_has_the_lease_of_its_last_put_or_none()
    {
        Grant(7, 60);
        Grant(8, 60);

        Assert.Equal(("a", ""), After(() => _store.Put(Put("a", "v", lease: 7))));
        Assert.Equal(("", "a"), After(() => _store.Put(Put("a", "v", lease: 8))));
        Assert.Equal(("", ""), After(() => _store.Put(Put("a"))));
        Assert.Equal(("a b", ""), After(() => _store.Txn(Then(Put("b", "v", 7), Put("a", "v", 7)))));
        Assert.Equal(("a b", ""), After(() => _store.Put(new PutRequest { Key = Key("a"), IgnoreLease = true })));
        Assert.Equal(("b", ""), After(() => _store.DeleteRange(Delete("a"))));
        Assert.Equal(("b", ""), After(() => _store.Put(Put("a"))));
    }

    [Fact]
    public void F10_a_revoke_deletes_all_keys_in_byte_order_in_one_revision()
    {
        Grant(7, 60);
        foreach (string key in new[] { "b", "ÿ", "a", "B", "a\0" })
        {
            _store.Put(Put(key, "v", lease: 7));
        }

        _store.Put(Put("free"));
        Applied<LeaseRevokeResponse> revoked = _store.Revoke(7);

        Assert.Equal(["B", "a", "a\0", "b", "ÿ"], revoked.Events.Select(change => Text(change.Kv.Key)));
        Assert.All(revoked.Events, change => Assert.Equal(8, change.Kv.ModRevision));
        Assert.Equal(8, _store.Revision);
        Assert.Equal("free", Keys(All(_store)));
        Assert.False(_store.HasLease(7));
    }

    [Fact]
    public void A_lease_that_was_revoked_is_unknown_and_its_id_free()
    {
        Grant(7, 60);
        _store.Put(Put("a", "v", lease: 7));
        _store.Revoke(7);

        Assert.Equal(EtcdErrorTexts.LeaseNotFound, Refusal(() => _store.Revoke(7)));
        Grant(7, 60);
        Assert.Empty(_store.KeysOf(7));
    }

    private LeaseGrantResponse Grant(long id, long ttl) =>
        _store.Grant(new LeaseGrantRequest { ID = id, TTL = ttl }, () => throw new InvalidOperationException("Has."));

    private (string Of7, string Of8) After(Action write)
    {
        write();
        return (Keys(7), Keys(8));

        string Keys(long id) => string.Join(' ', _store.KeysOf(id).Select(Text));
    }
}
