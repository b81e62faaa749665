using ActorOrchestrator.Etcd.Electing;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q7: one holder at a time, trying without standing in the queue, and giving back.
/// Method: real clients on a model etcd in virtual time; their wires lose what the test wants lost.
/// </summary>
public sealed class LockTests
{
    private readonly Stand _stand = new();

    [Fact]
    public void A_lock_is_held_by_one_and_then_by_the_next()
    {
        Node one = _stand.Node();
        Node two = _stand.Node();
        HeldLock first = Stand.Now(Lock(one));
        Task<HeldLock> next = Lock(two);
        Assert.True(first.Held);
        Assert.False(next.IsCompleted);
        Assert.Equal($"lock/{one.Session.LeaseId:x}", first.Key.ToStringUtf8());
        Assert.True(Assert.IsType<KeyValue>(_stand.Keys("lock")[0]).Value.IsEmpty);

        Assert.Equal(TenureEnd.GivenBack, _stand.Time.Run(() => first.UnlockAsync()));
        _stand.Settle();

        HeldLock second = Stand.Now(next);
        Assert.False(first.Held);
        Assert.True(first.Lost.IsCancellationRequested);
        Assert.True(second.Held);
        Assert.True(second.Token.CreateRevision > first.Token.CreateRevision);
    }

    [Fact]
    public void Trying_a_free_lock_takes_it()
    {
        Node node = _stand.Node();

        TryLockResult tried = Try(node);

        Assert.Null(tried.Holder);
        Assert.True(Assert.IsType<HeldLock>(tried.Lock).Held);
    }

    [Fact]
    public void Trying_a_taken_lock_tells_the_holder_and_writes_nothing()
    {
        Node one = _stand.Node();
        Node two = _stand.Node();
        Node three = _stand.Node();
        HeldLock held = Stand.Now(Lock(one));
        Task<HeldLock> waiting = Lock(two);
        long revision = _stand.Etcd.Revision;

        TryLockResult tried = Try(three);

        Assert.Null(tried.Lock);
        Assert.Equal(held.Key, tried.Holder!.Key);
        Assert.Equal(revision, _stand.Etcd.Revision);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public void Trying_a_lock_that_is_taken_meanwhile_leaves_no_key()
    {
        // The other takes it between the look and the create.
        Node one = _stand.Node();
        Node two = _stand.Node();
        HeldLock? held = null;
        two.Wire.Fault = (_, message) =>
        {
            if (message is TxnRequest && held is null)
            {
                held = _stand.Time.Run(() => one.Client.Lock.LockAsync("lock", one.Session));
            }

            return WireFault.None;
        };

        TryLockResult tried = Try(two);

        Assert.Null(tried.Lock);
        Assert.Equal(held!.Key, tried.Holder!.Key);
        Assert.Equal(held.Key, Assert.Single(_stand.Keys("lock")).Key);
        Assert.Equal(0, two.Wire.SentOf<TxnRequest>().Count(txn => txn.Success is [{ RequestPut: not null }, _]));
    }

    [Fact]
    public void Trying_the_lock_that_the_session_holds_tells_its_own_key()
    {
        Node node = _stand.Node();
        HeldLock held = Stand.Now(Lock(node));

        Assert.Equal(held.Key, Try(node).Holder!.Key);
        Assert.Throws<InvalidOperationException>(() => Stand.Now(Lock(node)));
        Assert.True(held.Held);
    }

    [Fact]
    public void Trying_takes_over_a_key_that_the_session_has_left()
    {
        // Q1: such as one whose delete was lost.
        Node node = _stand.Node();
        _stand.Time.Run(() => node.Client.Kv.PutAsync(new()
        {
            Key = QueueRequests.Candidate("lock", node.Session.LeaseId),
            Lease = node.Session.LeaseId,
        }).AsTask());

        Assert.True(Try(node).Lock!.Held);
    }

    [Fact]
    public void A_lock_of_a_lost_session_is_not_held_before_another_can_have_it()
    {
        Node one = _stand.Node();
        Node two = _stand.Node();
        HeldLock first = Stand.Now(Lock(one));
        Task<HeldLock> next = Lock(two);
        one.Wire.Cut();

        _stand.Time.RunUntil(() => !first.Held);
        Assert.Equal(2, _stand.Keys("lock").Count);
        Assert.False(next.IsCompleted);
        _stand.Time.RunUntil(() => next.IsCompleted);

        Assert.True(Stand.Now(next).Held);
        Assert.Equal(TenureEnd.SessionLost, Stand.Now(first.Ended));
    }

    [Fact]
    public void Disposing_unlocks()
    {
        Node node = _stand.Node();
        HeldLock held = Stand.Now(Lock(node));

        _stand.Time.Run(async () => await held.DisposeAsync());

        Assert.Empty(_stand.Keys("lock"));
        Assert.Equal(TenureEnd.GivenBack, Stand.Now(held.Ended));
    }

    [Fact]
    public void Names_and_sessions_are_asked_for()
    {
        Node node = _stand.Node();

        Assert.Throws<ArgumentException>(
            () => Stand.Now(_stand.Start(() => node.Client.Lock.LockAsync("", node.Session))));
        Assert.Throws<ArgumentNullException>(
            () => Stand.Now(_stand.Start(() => node.Client.Lock.TryLockAsync("x", null!))));
        Assert.Throws<ArgumentException>(() => node.Client.Election.ObserveAsync(""));
    }

    private Task<HeldLock> Lock(Node node) =>
        _stand.Start(() => node.Client.Lock.LockAsync("lock", node.Session));

    private TryLockResult Try(Node node) =>
        _stand.Time.Run(() => node.Client.Lock.TryLockAsync("lock", node.Session));
}
