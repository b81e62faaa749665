namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: a lock is held by one session at a time and never after its loss (etcd.md Q7).
/// Method: two sessions want one lock.
/// </summary>
public abstract class LockContract : EtcdContract
{
    [Fact]
    public Task One_holds_the_lock_and_the_next_gets_it_when_it_is_given_back() => OnEtcdAsync(async etcd =>
    {
        EtcdSession one = await OpenAsync(etcd);
        EtcdSession two = await OpenAsync(etcd);
        HeldLock held = await etcd.Client.Lock.LockAsync(etcd.Name("l"), one);
        Task<HeldLock> waiting = etcd.Client.Lock.LockAsync(etcd.Name("l"), two);

        Assert.Equal(etcd.Name($"l/{one.LeaseId:x}"), held.Key.ToText());
        Assert.True(held.Held);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(TenureEnd.GivenBack, await held.UnlockAsync());

        HeldLock next = await waiting;
        Assert.False(held.Held);
        Assert.True(next.Held && next.Token.CreateRevision > held.Token.CreateRevision);
        await one.CloseAsync();
        await two.CloseAsync();
    });

    [Fact]
    public Task Trying_tells_who_holds_it_and_leaves_no_key_behind() => OnEtcdAsync(async etcd =>
    {
        EtcdSession one = await OpenAsync(etcd);
        EtcdSession two = await OpenAsync(etcd);
        TryLockResult first = await etcd.Client.Lock.TryLockAsync(etcd.Name("l"), one);
        TryLockResult second = await etcd.Client.Lock.TryLockAsync(etcd.Name("l"), two);

        Assert.NotNull(first.Lock);
        Assert.Null(first.Holder);
        Assert.Null(second.Lock);
        Assert.Equal(first.Lock.Key, second.Holder!.Key);
        Assert.Equal(1, (await etcd.Client.Kv.GetAsync(etcd.All)).Count);
        await one.CloseAsync();
        await two.CloseAsync();
    });

    [Fact]
    public Task A_lock_of_a_lost_session_is_not_held_and_goes_to_the_next() => OnEtcdAsync(async etcd =>
    {
        EtcdSession one = await OpenAsync(etcd);
        EtcdSession two = await OpenAsync(etcd);
        HeldLock held = await etcd.Client.Lock.LockAsync(etcd.Name("l"), one);
        Task<HeldLock> waiting = etcd.Client.Lock.LockAsync(etcd.Name("l"), two);

        await etcd.NewClient().Lease.RevokeAsync(one.LeaseId);

        HeldLock next = await waiting;
        Assert.True(next.Held);
        await held.Ended;
        Assert.False(held.Held);
        await two.CloseAsync();
    });

    [Fact]
    public Task Who_gives_up_waiting_leaves_the_queue() => OnEtcdAsync(async etcd =>
    {
        EtcdSession one = await OpenAsync(etcd);
        EtcdSession two = await OpenAsync(etcd);
        HeldLock held = await etcd.Client.Lock.LockAsync(etcd.Name("l"), one);
        using var cancel = new CancellationTokenSource();
        Task<HeldLock> waiting = etcd.Client.Lock.LockAsync(etcd.Name("l"), two, cancel.Token);

        Cancel(cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(held.Key, (await etcd.Client.Kv.GetAsync(etcd.All)).Kvs.Single().Key);
        await one.CloseAsync();
        await two.CloseAsync();
    });

    private static Task<EtcdSession> OpenAsync(EtcdUnderTest etcd) =>
        etcd.Client.Lease.OpenSessionAsync(new() { Ttl = TimeSpan.FromSeconds(30) });
}
