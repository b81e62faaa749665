using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>One etcd as one test sees it: a real server, or the model.</summary>
/// <remarks>
/// Keys of a test begin with <see cref="Prefix"/>, and revisions are compared with earlier ones, never with numbers:
/// a real server is shared by the tests of a class, which run one after the other.
/// </remarks>
public abstract class EtcdUnderTest : IAsyncDisposable
{
    private readonly List<IEtcdClient> _clients = [];
    private IEtcdClient? _client;

    /// <summary>Ends with a slash; no other test uses it.</summary>
    public abstract string Prefix { get; }

    /// <summary>Of the server: answers of versions differ in a few places (etcd.md 23).</summary>
    public abstract Version Version { get; }

    /// <summary>The clock that the server and its clients live by.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>What the server raises shorter leases to, in seconds.</summary>
    public abstract long MinLeaseTtl { get; }

    /// <summary>A client that is ready to use, for tests that need only one.</summary>
    public IEtcdClient Client => _client ??= NewClient();

    /// <summary>All keys of the test.</summary>
    public KeyRange All => KeyRange.Prefix(Prefix);

    /// <summary>A further client; it ends with the test.</summary>
    public IEtcdClient NewClient(Action<EtcdClientOptions>? configure = null)
    {
        IEtcdClient client = Connect(options =>
        {
            options.Seed = 1;
            configure?.Invoke(options);
        });
        _clients.Add(client);
        return client;
    }

    /// <summary>A key of the test.</summary>
    public ByteString Key(string name) => Name(name).ToBytes();

    /// <summary>A key of the test as text.</summary>
    public string Name(string name) => Prefix + name;

    /// <summary>Lets time pass. Only for what nothing tells: that a thing does not happen.</summary>
    public Task PassAsync(TimeSpan by) => Task.Delay(by, Time);

    /// <summary>Cuts all connections of all clients; the server goes on.</summary>
    public abstract void CutConnections();

    /// <summary>Stops the server without a goodbye and starts it again with the same data.</summary>
    public abstract Task RestartAsync();

    /// <summary>Closes the clients.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IEtcdClient client in _clients)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>Makes a client of this server.</summary>
    protected abstract IEtcdClient Connect(Action<EtcdClientOptions> configure);
}
