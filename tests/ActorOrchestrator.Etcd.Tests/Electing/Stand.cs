using ActorOrchestrator.Etcd.Electing;
using ActorOrchestrator.Testing;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>A model etcd and its candidates, each with its own client and wire.</summary>
internal sealed class Stand
{
    private int _nodes;

    public ModelEtcd Etcd { get; } = new();

    public VirtualTime Time => Etcd.Time;

    /// <summary>Opens a session of 10 seconds on a new client.</summary>
    public Node Node(double ttl = 10)
    {
        var wire = new BreakableWire(Etcd.CreateTransport($"node-{++_nodes}"), Time);
        var log = new RecordingLog();
        var options = new EtcdClientOptions { Time = Time, Seed = _nodes, Log = log };
        options.Endpoints.Add(Etcd.Endpoints[0]);
        var client = new EtcdClient(options, wire);
        EtcdSession session = Time.Run(() =>
            client.Lease.OpenSessionAsync(new SessionOptions { Ttl = TimeSpan.FromSeconds(ttl) }));
        return new Node(client, wire, session, log);
    }

    /// <summary>Lets everything happen that is under way.</summary>
    public void Settle(double seconds = 0.1) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Starts something that lasts, and lets it come as far as it can.</summary>
    public T Start<T>(Func<T> start)
    {
        T? started = default;
        Time.Run(() =>
        {
            started = start();
            return Task.CompletedTask;
        });
        Settle();
        return started!;
    }

    public Task<Leadership> Campaign(Node node, string value = "v", CancellationToken stop = default) =>
        Start(() => node.Client.Election.CampaignAsync("e", node.Session, ByteString.CopyFromUtf8(value), stop));

    /// <summary>Campaigns and wins.</summary>
    public Leadership Lead(Node node, string value = "v") => Now(Campaign(node, value));

    /// <summary>What the task has; it must be complete.</summary>
    public static T Now<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "The task is not complete.");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>The exception that the task ended with.</summary>
    public static EtcdException Failed(Task task)
    {
        Assert.True(task.IsCompleted, "The task is not complete.");
        return Assert.Throws<EtcdException>(() => task.GetAwaiter().GetResult());
    }

    /// <summary>The keys of an election as <c>key=value@createRevision</c>, oldest first.</summary>
    public IReadOnlyList<KeyValue> Keys(string name = "e")
    {
        IEtcdClient client = Etcd.CreateClient("reader", options => options.Seed = 1_000);
        RangeRequest all = QueueRequests.First(QueueRequests.Candidates(name));
        all.Limit = 0;
        return Time.Run(async () =>
        {
            await using (client)
            {
                return (await client.Kv.RangeAsync(all)).Kvs;
            }
        });
    }
}

/// <summary>A candidate.</summary>
internal sealed record Node(EtcdClient Client, BreakableWire Wire, EtcdSession Session, RecordingLog Log)
{
    public ByteString Key => QueueRequests.Candidate("e", Session.LeaseId);

    /// <summary>What is watched now: the created watches, without those that were cancelled, as key and
    /// start.</summary>
    public IEnumerable<(ByteString Key, long From)> Watches => Wire.SentOf<WatchRequest>()
        .Where(request => request.CreateRequest is not null)
        .Select(request => (request.CreateRequest.Key, request.CreateRequest.StartRevision));
}
