using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <content>How a leader learns that it is none.</content>
public sealed partial class LeadershipTests
{
    [Fact]
    public void A_deletion_that_the_watch_missed_by_compaction_is_found_by_reading()
    {
        // Q2, W5
        Node other = _stand.Node();
        _node.Wire.Cut();
        DeleteKey(other);
        _stand.Time.Run(() => other.Client.Kv.CompactAsync(new() { Revision = _stand.Etcd.Revision }).AsTask());
        Assert.True(_leader.IsLeader);
        _node.Wire.Heal();
        _stand.Settle(1);

        Assert.Equal(TenureEnd.KeyGone, Stand.Now(_leader.Ended));
    }

    [Fact]
    public void A_compaction_alone_is_no_loss()
    {
        Node other = _stand.Node();
        for (int i = 0; i < 3; i++)
        {
            _stand.Time.Run(() => other.Client.Kv.PutAsync(new() { Key = ByteString.CopyFromUtf8("x") }).AsTask());
        }

        _node.Wire.Break();
        _stand.Time.Run(() => other.Client.Kv.CompactAsync(new() { Revision = _stand.Etcd.Revision }).AsTask());
        _stand.Settle(1);
        Assert.True(_leader.IsLeader);

        DeleteKey(other);
        _stand.Settle(1);
        Assert.False(_leader.IsLeader);
    }

    [Fact]
    public void A_lost_session_is_a_lost_tenure_by_the_clock()
    {
        // Q3: computed, not told.
        _node.Wire.Cut();
        _stand.Time.RunUntil(() => _node.Session.IsLost);

        Assert.False(_leader.IsLeader);
        _stand.Settle();
        Assert.True(_leader.Lost.IsCancellationRequested);
        Assert.Equal(TenureEnd.SessionLost, Stand.Now(_leader.Ended));
        Assert.Single(_stand.Keys());
    }

    [Fact]
    public void The_key_of_an_orphaned_session_can_still_be_given_back()
    {
        _node.Session.Orphan();
        Assert.False(_leader.IsLeader);

        Assert.Equal(TenureEnd.GivenBack, Resign());

        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void A_tenure_that_is_over_leaves_nothing_behind()
    {
        Resign();
        _stand.Time.Run(_node.Session.CloseAsync);
        _stand.Time.Run(async () => await _node.Client.DisposeAsync());
        _stand.Settle(30);

        Assert.Equal(0, _stand.Time.PendingTimers);
    }
}
