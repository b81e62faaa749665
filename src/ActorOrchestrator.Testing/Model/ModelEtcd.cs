using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Histories;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model;

/// <summary>An etcd in memory, in virtual time, whose members, wires and clocks fail as a test wants them to.</summary>
/// <remarks>
/// <para>
/// Its clients are the real ones: they differ from those of production in the transport and the clock only, so a fault
/// meets their own repeats, resumes and deadlines. Nothing happens unless <see cref="Time"/> is moved; see
/// <see cref="VirtualTime.Run(Func{Task}, TimeSpan?)"/>.
/// </para>
/// <para>
/// The same options and the same program give the same run: compare <see cref="History"/> as text. For one thread.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var etcd = new ModelEtcd();
/// etcd.Time.Run(async () =&gt;
/// {
///     await using IEtcdClient client = etcd.CreateClient("a");
///     await client.Kv.PutAsync("/key", "value");
/// });
/// </code>
/// </example>
public sealed partial class ModelEtcd : IEtcdTransport
{
    private readonly ModelTransport _transport;

    /// <summary>Starts a cluster. The first member leads.</summary>
    /// <param name="options">Null is one member with etcd's own settings.</param>
    /// <param name="time">Null is a clock of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its bounds.</exception>
    public ModelEtcd(ModelEtcdOptions? options = null, VirtualTime? time = null)
    {
        Options = options ?? new ModelEtcdOptions();
        Options.Check();
        Time = time ?? new VirtualTime();
        Kernel = new ModelKernel(Options, Time);
        _transport = new ModelTransport(Kernel, "client");
    }

    /// <summary>What the cluster is like.</summary>
    public ModelEtcdOptions Options { get; }

    /// <summary>The clock of the cluster and of its clients.</summary>
    public VirtualTime Time { get; }

    /// <summary>What happened, as the clients saw it.</summary>
    public History History => Kernel.History;

    /// <summary>The members that run or were added, in the order of their making.</summary>
    public ImmutableArray<ModelMember> Members => [.. Kernel.Cluster.Faces.Select(ModelMember.Of)];

    /// <summary>Where the members answer.</summary>
    public ImmutableArray<EtcdEndpoint> Endpoints => [.. Kernel.Cluster.Faces.Select(face => face.Endpoint)];

    /// <summary>Which member leads; null if none does.</summary>
    public ModelMember? Leader => Kernel.Cluster.HasLeader ? ModelMember.Of(Kernel.Cluster.Leader!) : null;

    /// <summary>The revision of the store.</summary>
    public long Revision => Kernel.Store.Revision;

    /// <summary>Always: all runs on the thread of <see cref="Time"/>.</summary>
    public bool SingleThreaded => true;

    internal ModelKernel Kernel { get; }

    /// <summary>Makes a client that is connected with all members.</summary>
    /// <param name="name">Its name in faults and in the history.</param>
    /// <param name="configure">Changes its options. Endpoints, clock and seed are set before.</param>
    public IEtcdClient CreateClient(string name, Action<EtcdClientOptions>? configure = null)
    {
        var options = new EtcdClientOptions { Time = ClockOf(name), Seed = Options.Seed };
        foreach (EtcdEndpoint endpoint in Endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        configure?.Invoke(options);
        return new EtcdClient(options, CreateTransport(name));
    }

    /// <summary>The wire of one client, for tests of what lies below the client.</summary>
    /// <param name="name">The client's name in faults and in the history.</param>
    public IEtcdTransport CreateTransport(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ModelTransport(Kernel, name);
    }

    /// <summary>Opens a call of a client without a name of its own.</summary>
    /// <inheritdoc cref="IEtcdTransport.Open"/>
    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink) =>
        _transport.Open(endpoint, head, sink);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    private Face Find(string member) => Kernel.Cluster.Find(member)
        ?? throw new ArgumentException(
            $"There is no member {member}. There are: {string.Join(", ", Endpoints.Select(e => e.Host))}.",
            nameof(member));
}
