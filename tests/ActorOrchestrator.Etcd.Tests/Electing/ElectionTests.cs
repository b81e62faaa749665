using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q1, Q2, Q3 and Q4: the layout of candidate keys, the order of the queue, and who may lead.
/// Method: real clients on a model etcd in virtual time; their wires lose what the test wants lost.
/// </summary>
public sealed class ElectionTests
{
    private readonly Stand _stand = new();

    [Fact]
    public void A_candidate_is_a_key_with_the_lease_in_hexadecimal_bound_to_the_lease()
    {
        // Q1
        Node node = _stand.Node();

        Leadership leader = _stand.Lead(node, "hello");

        KeyValue key = Assert.Single(_stand.Keys());
        Assert.Equal($"e/{node.Session.LeaseId:x}", key.Key.ToStringUtf8());
        Assert.Equal(("hello", node.Session.LeaseId), (key.Value.ToStringUtf8(), key.Lease));
        Assert.Equal(new FencingToken(key.Key, key.CreateRevision, key.Lease), leader.Token);
        Assert.True(leader.IsLeader);
        Assert.Equal("e", leader.Name);
    }

    [Theory]
    [InlineData("same", 0)]
    [InlineData("other", 1)]
    public void An_own_key_that_is_there_is_adopted_with_its_revision_and_proclaimed_if_it_differs(
        string value, int changes)
    {
        // Q1
        Node node = _stand.Node();
        PutResponse put = _stand.Time.Run(() => node.Client.Kv.PutAsync(Put(node, "same")).AsTask());

        Leadership leader = _stand.Lead(node, value);

        KeyValue key = Assert.Single(_stand.Keys());
        Assert.Equal(put.Header.Revision, leader.Token.CreateRevision);
        Assert.Equal((value, 1 + changes), (key.Value.ToStringUtf8(), key.Version));
    }

    [Fact]
    public void An_own_key_without_its_lease_is_bound_to_it()
    {
        // Q1: else it would outlive its candidate.
        Node node = _stand.Node();
        _stand.Time.Run(() => node.Client.Kv.PutAsync(new() { Key = node.Key, Value = Put(node, "v").Value }).AsTask());

        _stand.Lead(node, "v");

        Assert.Equal(node.Session.LeaseId, Assert.Single(_stand.Keys()).Lease);
    }

    [Theory]
    [InlineData(nameof(WireFault.LoseRequest))]
    [InlineData(nameof(WireFault.LoseAnswer))]
    public void A_lost_create_is_settled_by_asking_again(string fault)
    {
        // Q1, X2
        Node node = _stand.Node();
        node.Wire.Next(Enum.Parse<WireFault>(fault), message => message is TxnRequest, times: 2);

        Task<Leadership> campaign = _stand.Campaign(node);
        _stand.Settle(1);

        KeyValue key = Assert.Single(_stand.Keys());
        Assert.Equal(key.CreateRevision, Stand.Now(campaign).Token.CreateRevision);
        Assert.Equal(1, key.Version);
    }

    [Fact]
    public void A_waiter_watches_exactly_its_predecessor_and_itself_from_the_right_revisions()
    {
        // Q2, S15
        Node[] nodes = [_stand.Node(), _stand.Node(), _stand.Node()];
        _stand.Lead(nodes[0]);
        _ = _stand.Campaign(nodes[1]);
        long revision = _stand.Etcd.Revision;
        Task<Leadership> last = _stand.Campaign(nodes[2]);
        long own = _stand.Etcd.Revision;

        Assert.False(last.IsCompleted);
        Assert.Equal(revision + 1, own);
        Assert.Equal([(nodes[2].Key, own + 1), (nodes[1].Key, own + 1)], nodes[2].Watches);
    }

    [Fact]
    public void Leaders_follow_in_the_order_of_creation_and_tokens_rise()
    {
        // Q2, Q4
        Node[] nodes = [_stand.Node(), _stand.Node(), _stand.Node()];
        Task<Leadership>[] campaigns = [.. nodes.Select(node => _stand.Campaign(node))];
        long before = 0;
        for (int turn = 0; turn < campaigns.Length; turn++)
        {
            Leadership leader = Stand.Now(campaigns[turn]);
            Assert.All(campaigns.Skip(turn + 1), later => Assert.False(later.IsCompleted));
            Assert.True(leader.IsLeader);
            Assert.True(leader.Token.CreateRevision > before);
            before = leader.Token.CreateRevision;

            Assert.Equal(TenureEnd.GivenBack, _stand.Time.Run(() => leader.ResignAsync()));
            _stand.Settle();
            Assert.False(leader.IsLeader);
        }

        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void Who_leaves_from_the_middle_wakes_only_who_waits_for_it()
    {
        // Q2
        Node[] nodes = [_stand.Node(), _stand.Node(), _stand.Node()];
        _stand.Lead(nodes[0]);
        _ = _stand.Campaign(nodes[1]);
        Task<Leadership> last = _stand.Campaign(nodes[2]);
        int looked = nodes[2].Wire.SentOf<TxnRequest>().Count();
        long revision = _stand.Etcd.Revision;

        _stand.Time.Run(nodes[1].Session.CloseAsync);
        _stand.Settle();

        Assert.False(last.IsCompleted);
        Assert.Equal(looked + 1, nodes[2].Wire.SentOf<TxnRequest>().Count());
        Assert.Equal((nodes[0].Key, revision + 2), nodes[2].Watches.Last());
    }

    [Fact]
    public void The_wait_goes_on_over_a_compaction_and_lost_connections()
    {
        // Q2, etcd#21128
        Node[] nodes = [_stand.Node(), _stand.Node(), _stand.Node()];
        Leadership first = _stand.Lead(nodes[0]);
        Task<Leadership> second = _stand.Campaign(nodes[1]);
        nodes[1].Wire.Cut();
        for (int i = 0; i < 5; i++)
        {
            _stand.Time.Run(() => nodes[2].Client.Kv.PutAsync(new() { Key = ByteString.CopyFromUtf8("x") }).AsTask());
        }

        _stand.Time.Run(() => nodes[2].Client.Kv.CompactAsync(new() { Revision = _stand.Etcd.Revision }).AsTask());
        _stand.Time.Run(() => first.ResignAsync());
        nodes[1].Wire.Heal();
        _stand.Settle(1);

        Assert.True(Stand.Now(second).IsLeader);
        Assert.Single(_stand.Keys());
    }

    [Fact]
    public void A_waiter_whose_key_is_deleted_has_lost_and_leaves_nothing()
    {
        // Q2, Q3, etcd#19597
        Node leader = _stand.Node();
        Node waiter = _stand.Node();
        _stand.Lead(leader);
        Task<Leadership> campaign = _stand.Campaign(waiter);

        Delete(leader, waiter.Key);
        _stand.Settle();

        Assert.Equal(("AO-ETC-0610", ErrorClass.Gone), Coded(Stand.Failed(campaign)));
        Assert.Equal(leader.Key, Assert.Single(_stand.Keys()).Key);
        Assert.False(waiter.Session.IsLost);
    }

    [Fact]
    public void A_waiter_whose_session_ends_while_it_is_cut_off_never_leads()
    {
        // Q3, etcd#11051, etcd#19597: no phantom leader.
        Node leader = _stand.Node();
        Node waiter = _stand.Node();
        Leadership first = _stand.Lead(leader);
        Task<Leadership> campaign = _stand.Campaign(waiter);
        waiter.Wire.Cut();

        _stand.Settle(20);
        _stand.Time.Run(() => first.ResignAsync());
        waiter.Wire.Heal();
        _stand.Settle(20);

        Assert.Equal(("AO-ETC-0610", ErrorClass.Gone), Coded(Stand.Failed(campaign)));
        Assert.Empty(_stand.Keys());
    }

    [Fact]
    public void A_lease_that_turns_out_to_be_gone_when_the_key_is_created_ends_the_session()
    {
        // L3, Q3
        Node node = _stand.Node();
        Node other = _stand.Node();
        node.Wire.Cut();
        _stand.Time.Run(() => other.Client.Lease.RevokeAsync(node.Session.LeaseId).AsTask());
        node.Wire.Heal();

        Task<Leadership> campaign = _stand.Campaign(node);

        Assert.Equal("AO-ETC-0610", Stand.Failed(campaign).Code);
        Assert.Equal(SessionEnd.LeaseGone, Stand.Now(node.Session.Ended));
    }

    [Fact]
    public void Without_a_session_nothing_is_sent()
    {
        Node node = _stand.Node();
        _stand.Time.Run(node.Session.CloseAsync);
        int sent = node.Wire.Sent.Count;

        Assert.Equal("AO-ETC-0610", Stand.Failed(_stand.Campaign(node)).Code);
        Assert.Equal(sent, node.Wire.Sent.Count);
    }

    [Fact]
    public void A_session_has_one_place_in_an_election()
    {
        Node node = _stand.Node();
        Leadership leader = _stand.Lead(node);

        Assert.Throws<InvalidOperationException>(() => Stand.Now(_stand.Campaign(node)));

        _stand.Time.Run(() => leader.ResignAsync());
        Assert.True(_stand.Lead(node).IsLeader);
    }

    private static PutRequest Put(Node node, string value) =>
        new() { Key = node.Key, Value = ByteString.CopyFromUtf8(value), Lease = node.Session.LeaseId };

    private static (string, ErrorClass) Coded(EtcdException failure) => (failure.Code, failure.Class);

    private void Delete(Node by, ByteString key) =>
        _stand.Time.Run(() => by.Client.Kv.DeleteRangeAsync(new() { Key = key }).AsTask());
}
