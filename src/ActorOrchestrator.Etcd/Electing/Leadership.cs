using ActorOrchestrator.Etcd.Electing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>A tenure: from winning an election to resigning it, losing the session or losing the key.</summary>
/// <remarks>
/// <para>
/// Whoever leads asks <see cref="IsLeader"/> before each act, lets <see cref="Lost"/> end what takes longer, and puts
/// <see cref="FencingToken.Guard"/> into every transaction: only etcd itself can tell at the instant of the commit.
/// </para>
/// <para>All members are thread-safe. Disposing resigns.</para>
/// </remarks>
public sealed class Leadership : IAsyncDisposable
{
    private readonly Candidacy _own;

    internal Leadership(string name, Candidacy own)
    {
        Name = name;
        _own = own;
    }

    /// <summary>The election.</summary>
    public string Name { get; }

    /// <summary>The candidate key: <c>{name}/{lease}</c>.</summary>
    public ByteString Key => _own.Token.Key;

    /// <summary>Proves this tenure; stays the same over <see cref="ProclaimAsync"/>, and is above those of all leaders
    /// before.</summary>
    public FencingToken Token => _own.Token;

    /// <summary>The session that the tenure depends on.</summary>
    public EtcdSession Session => _own.Session;

    /// <summary>Whether it leads, computed now: it has not resigned, its key is not known to be deleted, and the
    /// session's local deadline has not passed.</summary>
    /// <remarks>That an operator deletes the key is known when the watch tells, a moment later.</remarks>
    public bool IsLeader => _own.Holds;

    /// <summary>Fires when the tenure is over: the session is lost, the key was deleted, or the leader resigns; then
    /// before the key is deleted.</summary>
    /// <remarks>Listeners run on the thread pool; nobody waits for them.</remarks>
    public CancellationToken Lost => _own.Lost;

    /// <summary>Completes with how the tenure ended; never fails.</summary>
    public Task<TenureEnd> Ended => _own.Ended;

    /// <summary>Changes the value that observers see. Asks until etcd answers or the tenure is over.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="cancellationToken">Gives up; the value may have been changed.</param>
    /// <exception cref="EtcdException">AO-ETC-0610: it does not lead (any more).</exception>
    public Task ProclaimAsync(ByteString value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _own.ProclaimAsync(value, cancellationToken);
    }

    /// <summary>Resigns: <see cref="IsLeader"/> is false at once, then the key is deleted. Asks until etcd answers or
    /// the session is over, since a lost answer is not success.</summary>
    /// <param name="cancellationToken">Gives up waiting; the resignation goes on.</param>
    /// <returns>How the tenure ended. Repeating it returns the same.</returns>
    /// <exception cref="EtcdException">etcd refuses to delete the key, which then stays until the session ends. It can
    /// be tried again.</exception>
    public Task<TenureEnd> ResignAsync(CancellationToken cancellationToken = default) =>
        _own.LeaveAsync(CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>Resigns, see <see cref="ResignAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await ResignAsync().ConfigureAwait(false);
}
