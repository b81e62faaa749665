using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q4 and Q5: what a leader can prove, proclaim and give back, and how it learns that it is none.
/// Method: real clients on a model etcd in virtual time; their wires lose what the test wants lost.
/// </summary>
public sealed partial class LeadershipTests
{
    private readonly Stand _stand = new();
    private readonly Node _node;
    private readonly Leadership _leader;

    public LeadershipTests()
    {
        _node = _stand.Node();
        _leader = _stand.Lead(_node, "first");
    }

    [Fact]
    public void The_token_stays_the_same_over_a_proclamation()
    {
        // Q4, Q5
        Proclaim("second");

        KeyValue key = Assert.Single(_stand.Keys());
        Assert.Equal(("second", _node.Session.LeaseId), (key.Value.ToStringUtf8(), key.Lease));
        Assert.Equal(key.CreateRevision, _leader.Token.CreateRevision);
        Assert.True(key.ModRevision > key.CreateRevision);
    }

    [Fact]
    public void The_guard_lets_transactions_pass_as_long_as_the_tenure_lasts()
    {
        // Q4
        Assert.True(WriteGuarded());
        Proclaim("second");
        Assert.True(WriteGuarded());

        Resign();
        Assert.False(WriteGuarded());

        _stand.Lead(_node);
        Assert.False(WriteGuarded());
    }

    [Theory]
    [InlineData(nameof(WireFault.LoseRequest))]
    [InlineData(nameof(WireFault.LoseAnswer))]
    public void A_lost_proclamation_is_asked_for_again(string fault)
    {
        // Q5
        _node.Wire.Next(Enum.Parse<WireFault>(fault), message => message is TxnRequest, times: 3);

        Proclaim("second");

        Assert.Equal("second", Assert.Single(_stand.Keys()).Value.ToStringUtf8());
        Assert.True(_leader.IsLeader);
    }

    [Fact]
    public void A_proclamation_without_the_key_is_refused_and_ends_the_tenure()
    {
        // Q5: the delete is not seen by the watch, only by the compare.
        _node.Wire.Break();
        DeleteKey();
        Assert.True(_leader.IsLeader);

        EtcdException failure = Assert.Throws<EtcdException>(() => Proclaim("second"));

        Assert.Equal(("AO-ETC-0610", ErrorClass.Gone), (failure.Code, failure.Class));
        Assert.False(_leader.IsLeader);
        Assert.Equal(TenureEnd.KeyGone, Stand.Now(_leader.Ended));
        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void Nothing_is_proclaimed_after_the_tenure()
    {
        Resign();
        int sent = _node.Wire.Sent.Count;

        Assert.Equal("AO-ETC-0610", Assert.Throws<EtcdException>(() => Proclaim("second")).Code);
        Assert.Equal(sent, _node.Wire.Sent.Count);
    }

    [Fact]
    public void A_proclamation_without_an_answer_ends_with_the_session_or_with_the_callers_patience()
    {
        _node.Wire.Cut();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _stand.Time);
        Task impatient = _stand.Start(() => _leader.ProclaimAsync(ByteString.Empty, patience.Token));
        Task patient = _stand.Start(() => _leader.ProclaimAsync(ByteString.Empty));

        _stand.Settle(2);
        Assert.True(impatient.IsCanceled);
        Assert.False(patient.IsCompleted);
        _stand.Settle(10);
        Assert.Equal("AO-ETC-0610", Stand.Failed(patient).Code);
    }

    [Fact]
    public void Resigning_ends_the_tenure_before_the_key_is_deleted()
    {
        // Q5
        bool? wasOver = null;
        _node.Wire.Fault = (_, message) =>
        {
            wasOver = message is TxnRequest ? !_leader.IsLeader && _leader.Lost.IsCancellationRequested : wasOver;
            return WireFault.None;
        };

        Assert.Equal(TenureEnd.GivenBack, Resign());

        Assert.True(wasOver);
        Assert.Empty(_stand.Keys());
        Assert.Equal(TenureEnd.GivenBack, Stand.Now(_leader.Ended));
        Assert.False(_node.Session.IsLost);
    }

    [Theory]
    [InlineData(nameof(WireFault.LoseRequest))]
    [InlineData(nameof(WireFault.LoseAnswer))]
    public void A_lost_resignation_is_repeated_until_it_is_answered(string fault)
    {
        // Q5, etcd#22123: a lost answer is not success.
        _node.Wire.Next(Enum.Parse<WireFault>(fault), message => message is TxnRequest, times: 5);

        Assert.Equal(TenureEnd.GivenBack, Resign());

        Assert.Empty(_stand.Keys());
        Assert.False(_node.Session.IsLost);
    }

    [Fact]
    public void A_resignation_is_repeated_for_longer_than_the_deadline_of_a_call()
    {
        // Q5
        _node.Wire.Fault = (method, message) => message is TxnRequest && _stand.Time.Elapsed < TimeSpan.FromSeconds(30)
            ? WireFault.LoseRequest
            : WireFault.None;

        Assert.Equal(TenureEnd.GivenBack, Resign());

        Assert.True(_stand.Time.Elapsed > TimeSpan.FromSeconds(30));
        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void Resigning_twice_is_one_resignation()
    {
        // Q5
        Resign();
        int sent = _node.Wire.SentOf<TxnRequest>().Count();

        Assert.Equal(TenureEnd.GivenBack, Resign());
        _stand.Time.Run(async () => await _leader.DisposeAsync());

        Assert.Equal(sent, _node.Wire.SentOf<TxnRequest>().Count());
    }

    [Fact]
    public void A_resignation_that_nobody_answers_ends_with_the_session()
    {
        // Q5
        _node.Wire.Cut();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _stand.Time);
        Task<TenureEnd> impatient = _stand.Start(() => _leader.ResignAsync(patience.Token));

        _stand.Settle(20);

        Assert.True(impatient.IsCanceled);
        Assert.Equal(TenureEnd.SessionLost, Stand.Now(_leader.Ended));
        Assert.Equal(TenureEnd.SessionLost, Resign());
    }

    [Fact]
    public void A_resignation_of_a_tenure_that_ended_says_how()
    {
        DeleteKey();
        _stand.Settle();

        Assert.False(_leader.IsLeader);
        Assert.True(_leader.Lost.IsCancellationRequested);
        Assert.Equal(TenureEnd.KeyGone, Stand.Now(_leader.Ended));
        Assert.Equal(TenureEnd.KeyGone, Resign());
        Assert.False(_node.Session.IsLost);
    }

    [Fact]
    public void A_key_that_was_deleted_and_created_anew_is_not_touched_by_the_resignation()
    {
        // Q5: the compare is on the create revision.
        _node.Wire.Break();
        DeleteKey();
        Node other = _stand.Node();
        _stand.Time.Run(() => other.Client.Kv.PutAsync(new() { Key = _node.Key }).AsTask());

        Assert.Equal(TenureEnd.KeyGone, Resign());

        Assert.Single(_stand.Keys());
    }

    private TenureEnd Resign() => _stand.Time.Run(() => _leader.ResignAsync());

    private void Proclaim(string value) =>
        _stand.Time.Run(() => _leader.ProclaimAsync(ByteString.CopyFromUtf8(value)));

    private void DeleteKey(Node? by = null) => _stand.Time.Run(
        () => (by ?? _stand.Node()).Client.Kv.DeleteRangeAsync(new() { Key = _node.Key }).AsTask());

    private bool WriteGuarded() => _stand.Time.Run(() => _node.Client.Kv.TxnAsync(new TxnRequest
    {
        Compare = { _leader.Token.Guard() },
        Success = { new RequestOp { RequestPut = new PutRequest { Key = ByteString.CopyFromUtf8("data") } } },
    }).AsTask()).Succeeded;
}
