using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q6: an observer sees each leader and each value in the order of revisions, and never ends by itself.
/// Method: real clients on a model etcd in virtual time; what is seen is written down as words.
/// </summary>
public sealed class ObserveTests : IDisposable
{
    private readonly Stand _stand = new();
    private readonly Node _observer;
    private readonly List<string> _seen = [];
    private readonly List<long> _revisions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _observing;

    public ObserveTests()
    {
        _observer = _stand.Node();
        _observing = _stand.Start(ObserveAsync);
    }

    [Fact]
    public void Without_a_leader_that_is_what_is_seen_first()
    {
        Assert.Equal(["none"], _seen);
        Assert.Null(Leader());
    }

    [Fact]
    public void Each_leader_and_each_value_is_seen_in_order()
    {
        Node one = _stand.Node();
        Node two = _stand.Node();
        Leadership first = _stand.Lead(one, "a1");
        Task<Leadership> waiting = _stand.Campaign(two, "b1");
        Proclaim(first, "a2");
        Assert.Equal("a2", Leader()!.Value.ToStringUtf8());
        Resign(first);
        Proclaim(Stand.Now(waiting), "b2");
        Resign(Stand.Now(waiting));

        Assert.Equal(["none", "a1", "a2", "b1", "b2", "none"], _seen);
        Assert.Equal(_revisions.Order(), _revisions);
        Assert.False(_observing.IsCompleted);
    }

    [Fact]
    public void Leaders_that_came_and_went_while_the_observer_was_away_are_seen_afterwards()
    {
        _observer.Wire.Cut();
        foreach (string value in new[] { "a", "b", "c" })
        {
            Resign(_stand.Lead(_stand.Node(), value));
        }

        _observer.Wire.Heal();
        _stand.Settle(1);

        Assert.Equal(["none", "a", "none", "b", "none", "c", "none"], _seen);
    }

    [Fact]
    public void What_is_compacted_is_folded_into_what_is_now()
    {
        // Q6, W5
        Leadership first = _stand.Lead(_stand.Node(), "a");
        _observer.Wire.Cut();
        Resign(first);
        Leadership second = _stand.Lead(_stand.Node(), "b");
        Proclaim(second, "c");
        Compact();

        _observer.Wire.Heal();
        _stand.Settle(1);
        Proclaim(second, "d");

        Assert.Equal(["none", "a", "c", "d"], _seen);
    }

    [Fact]
    public void A_compaction_of_what_was_seen_tells_nothing_twice()
    {
        Leadership leader = _stand.Lead(_stand.Node(), "a");
        _stand.Time.Run(() => _stand.Node().Client.Kv.PutAsync(new() { Key = ByteString.CopyFromUtf8("x") }).AsTask());
        _stand.Time.Run(() => _stand.Node().Client.Kv.PutAsync(new() { Key = ByteString.CopyFromUtf8("x") }).AsTask());
        _observer.Wire.Cut();
        Compact();
        _observer.Wire.Heal();
        _stand.Settle(1);
        Proclaim(leader, "b");

        Assert.Equal(["none", "a", "b"], _seen);
    }

    [Fact]
    public void A_leader_that_is_followed_by_itself_is_seen_as_two()
    {
        Node one = _stand.Node();
        Resign(_stand.Lead(one, "a"));
        _stand.Lead(one, "a");

        Assert.Equal(["none", "a", "none", "a"], _seen);
    }

    [Fact]
    public void Waiters_are_not_seen()
    {
        _stand.Lead(_stand.Node(), "a");
        Node waiter = _stand.Node();
        _ = _stand.Campaign(waiter, "b");
        _stand.Time.Run(waiter.Session.CloseAsync);
        _stand.Settle();

        Assert.Equal(["none", "a"], _seen);
    }

    [Fact]
    public void It_ends_by_its_reader()
    {
        _stand.Start(() =>
        {
            _stop.Cancel();
            return 0;
        });

        Assert.True(_observing.IsCanceled);
    }

    public void Dispose() => _stop.Dispose();

    private async Task ObserveAsync()
    {
        await foreach (LeaderState state in _observer.Client.Election.ObserveAsync("e", _stop.Token))
        {
            _seen.Add(state.Leader?.Value.ToStringUtf8() ?? "none");
            _revisions.Add(state.Revision);
        }
    }

    private KeyValue? Leader() => _stand.Time.Run(() => _observer.Client.Election.LeaderAsync("e").AsTask());

    private void Proclaim(Leadership leader, string value)
    {
        _stand.Time.Run(() => leader.ProclaimAsync(ByteString.CopyFromUtf8(value)));
        _stand.Settle();
    }

    private void Resign(Leadership leader)
    {
        _stand.Time.Run(() => leader.ResignAsync());
        _stand.Settle();
    }

    private void Compact() => _stand.Time.Run(
        () => _stand.Node().Client.Kv.CompactAsync(new() { Revision = _stand.Etcd.Revision }).AsTask());
}
