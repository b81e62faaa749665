using ActorOrchestrator.Etcd.Electing;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q8 and Q2: a campaign that is cancelled or fails takes its key along, within 5 seconds.
/// Method: real clients on a model etcd in virtual time; their wires lose what the test wants lost.
/// </summary>
public sealed class LeavingTests
{
    private readonly Stand _stand = new();
    private readonly Node _node;
    private readonly Node _other;
    private readonly CancellationTokenSource _cancel = new();

    public LeavingTests()
    {
        _other = _stand.Node(ttl: 600);
        _node = _stand.Node(ttl: 600);
    }

    [Fact]
    public void A_cancelled_waiter_has_deleted_its_key_when_the_cancellation_is_heard()
    {
        // Q8
        _stand.Lead(_other);
        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);
        Assert.Equal(2, _stand.Keys().Count);

        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Assert.Equal(_cancel.Token, Cancelled(campaign).CancellationToken);
        Assert.Equal(_other.Key, Assert.Single(_stand.Keys()).Key);
        Assert.False(_node.Session.IsLost);
        Assert.True(_stand.Campaign(_node).Status is TaskStatus.WaitingForActivation, "It can campaign again.");
    }

    [Fact]
    public void Who_cancels_before_the_start_sends_nothing()
    {
        int sent = _node.Wire.Sent.Count;
        Cancel();

        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);

        Cancelled(campaign);
        Assert.Equal(sent, _node.Wire.Sent.Count);
    }

    [Theory]
    [InlineData(nameof(WireFault.LoseRequest))]
    [InlineData(nameof(WireFault.LoseAnswer))]
    public void A_lost_delete_is_repeated(string fault)
    {
        _stand.Lead(_other);
        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);
        _node.Wire.Next(Enum.Parse<WireFault>(fault), message => message is TxnRequest, times: 3);

        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Cancelled(campaign);
        Assert.Single(_stand.Keys());
    }

    [Fact]
    public void After_five_seconds_the_key_is_left_to_the_lease()
    {
        // Q8
        _stand.Lead(_other);
        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);
        _node.Wire.Cut();
        TimeSpan cancelled = _stand.Time.Elapsed;

        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Cancelled(campaign);
        Assert.Equal(Limits.LeaveQueue, _stand.Time.Elapsed - cancelled);
        Assert.Single(_node.Log.Of(644));
    }

    [Fact]
    public void Cancelling_while_the_key_is_created_waits_for_the_answer_and_deletes_it()
    {
        // Q8: a request that is broken off may still be done.
        Task<Leadership> campaign = null!;
        _stand.Time.Run(() =>
        {
            campaign = _node.Client.Election.CampaignAsync(
                "e", _node.Session, Google.Protobuf.ByteString.Empty, _cancel.Token);
            return Task.CompletedTask;
        });
        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Cancelled(campaign);
        Assert.Empty(_stand.Keys());
        Assert.Equal(3, _stand.Etcd.Revision);
    }

    [Fact]
    public void Cancelling_while_the_create_is_lost_deletes_what_it_may_have_made()
    {
        // Q2, Q8: an ambiguous create never leaves an ownerless key.
        _node.Wire.Fault = (_, message) => IsCreate(message) ? WireFault.LoseAnswer : WireFault.None;
        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);
        Assert.Single(_stand.Keys());
        TimeSpan cancelled = _stand.Time.Elapsed;

        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Cancelled(campaign);
        Assert.True(_stand.Time.Elapsed - cancelled <= Limits.LeaveQueue);
        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void A_campaign_that_etcd_refuses_deletes_its_key()
    {
        // etcd#21128: the wait fails for good.
        _stand.Lead(_other);
        Task<Leadership> campaign = _stand.Campaign(_node);
        Assert.Equal(2, _stand.Keys().Count);
        _node.Wire.Refuse = method => method.Name is "Watch";
        _node.Wire.Break();

        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Assert.IsType<EtcdException>(campaign.Exception?.InnerException);
        Assert.Equal(_other.Key, Assert.Single(_stand.Keys()).Key);
    }

    [Fact]
    public void Winning_late_is_given_back()
    {
        // E14: the win and the cancellation meet.
        Leadership first = _stand.Lead(_other);
        Task<Leadership> campaign = _stand.Campaign(_node, stop: _cancel.Token);
        int seen = _node.Wire.SentOf<TxnRequest>().Count();
        _ = _stand.Time.Run(() => first.ResignAsync());
        _stand.Time.RunUntil(() => _node.Wire.SentOf<TxnRequest>().Count() > seen);

        Cancel();
        _stand.Time.RunUntil(() => campaign.IsCompleted);

        Cancelled(campaign);
        Assert.Empty(_stand.Keys());
    }

    private static bool IsCreate(Google.Protobuf.IMessage message) =>
        message is TxnRequest { Success: [{ RequestPut: not null }], Failure: [_] };

    private static OperationCanceledException Cancelled(Task task)
    {
        Assert.True(task.IsCanceled, $"The task is {task.Status}.");
        return Assert.ThrowsAny<OperationCanceledException>(() => task.GetAwaiter().GetResult());
    }

    private void Cancel() => _stand.Start(() =>
    {
        _cancel.Cancel();
        return 0;
    });
}
