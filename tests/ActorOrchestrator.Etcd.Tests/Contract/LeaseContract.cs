namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: leases and the keys under them (etcd.md 18: P1, P2, P3, P6, P7; F5, F10; S25).
/// Method: grants, revokes and expiries, seen by reads and by a watch. Nothing waits for a time, only for events.
/// </summary>
public abstract class LeaseContract : EtcdContract
{
    [Fact]
    public Task A_lease_has_the_id_that_was_asked_for_or_a_positive_one() => OnEtcdAsync(async etcd =>
    {
        LeaseGrantResponse chosen = await etcd.Client.Lease.GrantAsync(new() { TTL = 60 });
        LeaseGrantResponse asked = await etcd.Client.Lease.GrantAsync(new() { TTL = 60, ID = 77_001 });
        LeaseGrantResponse negative = await etcd.Client.Lease.GrantAsync(new() { TTL = 60, ID = -77_001 });

        Assert.True(chosen.ID > 0);
        Assert.Equal((77_001L, 60L, ""), (asked.ID, asked.TTL, asked.Error));
        Assert.Equal(-77_001, negative.ID);
        await RevokeAsync(etcd, chosen.ID, asked.ID, negative.ID);
    });

    [Fact]
    public Task A_taken_id_and_a_TTL_without_measure_are_refused() => OnEtcdAsync(async etcd =>
    {
        long id = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;

        EtcdException taken = await Refusal.IsAsync("0531", etcd.Client.Lease.GrantAsync(new() { TTL = 60, ID = id }));
        await Refusal.IsAsync("0532", etcd.Client.Lease.GrantAsync(new() { TTL = 9_000_000_001 }));

        Assert.Equal(ErrorClass.Conflict, taken.Class);
        long longest = (await etcd.Client.Lease.GrantAsync(new() { TTL = 9_000_000_000 })).ID;
        await RevokeAsync(etcd, id, longest);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1)]
    public Task A_TTL_that_is_too_short_is_raised_and_the_answer_says_so(long ttl) => OnEtcdAsync(async etcd =>
    {
        LeaseGrantResponse lease = await etcd.Client.Lease.GrantAsync(new() { TTL = ttl });

        Assert.Equal(etcd.MinLeaseTtl, lease.TTL);
        Assert.Equal(etcd.MinLeaseTtl, (await etcd.Client.Lease.TimeToLiveAsync(lease.ID)).GrantedTTL);
        await RevokeAsync(etcd, lease.ID);
    });

    [Fact]
    public Task Revoking_deletes_all_its_keys_in_one_revision_in_their_order() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoPut = true });
        long last = await PutAsync(etcd, lease, "c", "a", "b");

        LeaseRevokeResponse revoked = await etcd.Client.Lease.RevokeAsync(lease);

        WatchBatch batch = (await reader.NextAsync())!;
        Assert.Equal(["DELETE a", "DELETE b", "DELETE c"], batch.Events.ToLines());
        Assert.All(batch.Events, change => Assert.Equal(last + 1, change.Kv.ModRevision));
        Assert.Equal(last + 1, revoked.Header.Revision);
        await Refusal.IsAsync("0530", etcd.Client.Lease.RevokeAsync(lease));
    });

    [Fact]
    public Task Leases_without_keys_take_no_revision() => OnEtcdAsync(async etcd =>
    {
        long before = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        LeaseGrantResponse lease = await etcd.Client.Lease.GrantAsync(new() { TTL = 60 });

        LeaseRevokeResponse revoked = await etcd.Client.Lease.RevokeAsync(lease.ID);

        Assert.Equal((before, before), (lease.Header.Revision, revoked.Header.Revision));
    });

    [Fact]
    public Task An_expired_lease_takes_all_its_keys_along_in_one_revision() => OnEtcdAsync(async etcd =>
    {
        // S25 without a change of leaders.
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoPut = true });
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = etcd.MinLeaseTtl + 1 })).ID;
        long last = await PutAsync(etcd, lease, "b", "c", "a");

        WatchBatch batch = (await reader.NextAsync())!;

        Assert.Equal(["DELETE a", "DELETE b", "DELETE c"], batch.Events.ToLines());
        Assert.All(batch.Events, change => Assert.Equal(last + 1, change.Kv.ModRevision));
        LeaseTimeToLiveResponse gone = await etcd.Client.Lease.TimeToLiveAsync(lease);
        Assert.Equal((-1L, 0L), (gone.TTL, gone.GrantedTTL));
        Assert.Equal(0, (await etcd.Client.Lease.KeepAliveOnceAsync(lease)).TTL);
        await Refusal.IsAsync("0530", etcd.Client.Kv.PutAsync(etcd.Name("d"), "1", lease));
    });

    [Fact]
    public Task A_lease_that_is_kept_alive_outlives_one_that_is_not() => OnEtcdAsync(async etcd =>
    {
        long kept = (await etcd.Client.Lease.GrantAsync(new() { TTL = etcd.MinLeaseTtl + 2 })).ID;
        long left = (await etcd.Client.Lease.GrantAsync(new() { TTL = etcd.MinLeaseTtl + 2 })).ID;
        await using WatchReader reader = await WatchReader.OpenAsync(etcd.Client, new(etcd.All) { NoPut = true });
        await PutAsync(etcd, kept, "kept");
        await PutAsync(etcd, left, "left");

        await etcd.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(etcd.MinLeaseTtl + 2, (await etcd.Client.Lease.KeepAliveOnceAsync(kept)).TTL);

        Assert.Equal(["DELETE left", "DELETE kept"], (await reader.TakeAsync(2)).ToLines());
    });

    [Fact]
    public Task The_remaining_time_and_the_keys_are_answered() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        await PutAsync(etcd, lease, "b", "a");

        LeaseTimeToLiveResponse without = await etcd.Client.Lease.TimeToLiveAsync(lease);
        LeaseTimeToLiveResponse with = await etcd.Client.Lease.TimeToLiveAsync(lease, keys: true);

        Assert.Equal((lease, 60L, 0), (without.ID, without.GrantedTTL, without.Keys.Count));
        Assert.InRange(without.TTL, 1, 60);
        Assert.Equal([etcd.Key("a"), etcd.Key("b")], with.Keys.OrderBy(key => key.ToText(), StringComparer.Ordinal));
        await RevokeAsync(etcd, lease);
    });

    [Fact]
    public Task A_lease_that_nobody_granted_is_an_answer_and_not_an_error() => OnEtcdAsync(async etcd =>
    {
        LeaseTimeToLiveResponse unknown = await etcd.Client.Lease.TimeToLiveAsync(4_711, keys: true);

        Assert.Equal((4_711L, -1L, 0L, 0), (unknown.ID, unknown.TTL, unknown.GrantedTTL, unknown.Keys.Count));
        LeaseKeepAliveResponse answer = await etcd.Client.Lease.KeepAliveOnceAsync(4_711);
        Assert.Equal((4_711L, 0L), (answer.ID, answer.TTL));
    });

    [Fact]
    public Task A_key_belongs_to_the_lease_of_its_last_put() => OnEtcdAsync(async etcd =>
    {
        long one = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        long two = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        await PutAsync(etcd, one, "moves", "stays", "leaves", "ignores");
        await PutAsync(etcd, two, "moves");
        await PutAsync(etcd, 0, "leaves");
        await etcd.Client.Kv.PutAsync(
            new PutRequest { Key = etcd.Key("ignores"), Value = "2".ToBytes(), IgnoreLease = true });

        await RevokeAsync(etcd, one);

        RangeResponse left = await etcd.Client.Kv.GetAsync(etcd.All);
        Assert.Equal(["leaves", "moves"], left.Names());
        Assert.Equal([0L, two], left.Kvs.Select(kv => kv.Lease));
        await RevokeAsync(etcd, two);
        Assert.Equal(["leaves"], (await etcd.Client.Kv.GetAsync(etcd.All)).Names());
    });

    [Fact]
    public Task A_deleted_key_leaves_its_lease() => OnEtcdAsync(async etcd =>
    {
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        await PutAsync(etcd, lease, "a");
        await etcd.Client.Kv.DeleteAsync(etcd.Name("a"));
        await PutAsync(etcd, 0, "a");

        Assert.Empty((await etcd.Client.Lease.TimeToLiveAsync(lease, keys: true)).Keys);
        await RevokeAsync(etcd, lease);
        Assert.NotNull(await etcd.Client.Kv.GetAsync(etcd.Name("a")));
    });

    [Fact]
    public Task All_live_leases_are_listed() => OnEtcdAsync(async etcd =>
    {
        long one = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        long two = (await etcd.Client.Lease.GrantAsync(new() { TTL = 30 })).ID;

        IEnumerable<long> both = (await etcd.Client.Lease.LeasesAsync()).Leases.Select(lease => lease.ID);
        Assert.Superset(new HashSet<long>([one, two]), both.ToHashSet());
        await RevokeAsync(etcd, one);
        Assert.DoesNotContain((await etcd.Client.Lease.LeasesAsync()).Leases, lease => lease.ID == one);
        await RevokeAsync(etcd, two);
    });

    private static async Task<long> PutAsync(EtcdUnderTest etcd, long lease, params string[] names)
    {
        long last = 0;
        foreach (string name in names)
        {
            last = (await etcd.Client.Kv.PutAsync(etcd.Name(name), name, lease)).Header.Revision;
        }

        return last;
    }

    private static async Task RevokeAsync(EtcdUnderTest etcd, params long[] leases)
    {
        foreach (long lease in leases)
        {
            await etcd.Client.Lease.RevokeAsync(lease);
        }
    }
}
