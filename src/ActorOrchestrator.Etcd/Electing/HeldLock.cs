using ActorOrchestrator.Etcd.Electing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>A lock that was taken.</summary>
/// <remarks>
/// <para>
/// A lock of a lost session is not held: ask <see cref="Held"/> before each act, let <see cref="Lost"/> end what takes
/// longer, and guard what is written by <see cref="FencingToken.Guard"/>.
/// </para>
/// <para>All members are thread-safe. Disposing unlocks.</para>
/// </remarks>
public sealed class HeldLock : IAsyncDisposable
{
    private readonly Candidacy _own;

    internal HeldLock(string name, Candidacy own)
    {
        Name = name;
        _own = own;
    }

    /// <summary>The lock.</summary>
    public string Name { get; }

    /// <summary>The key that holds it: <c>{name}/{lease}</c>.</summary>
    public ByteString Key => _own.Token.Key;

    /// <summary>Proves this hold; above those of all holders before.</summary>
    public FencingToken Token => _own.Token;

    /// <summary>The session that the lock depends on.</summary>
    public EtcdSession Session => _own.Session;

    /// <summary>Whether the lock is held, computed now: it was not unlocked, its key is not known to be deleted, and
    /// the session's local deadline has not passed.</summary>
    public bool Held => _own.Holds;

    /// <summary>Fires when the lock is not held any more: the session is lost, the key was deleted, or it is unlocked;
    /// then before the key is deleted.</summary>
    /// <remarks>Listeners run on the thread pool; nobody waits for them.</remarks>
    public CancellationToken Lost => _own.Lost;

    /// <summary>Completes with how the hold ended; never fails.</summary>
    public Task<TenureEnd> Ended => _own.Ended;

    /// <summary>Gives the lock back: <see cref="Held"/> is false at once, then the key is deleted. Asks until etcd
    /// answers or the session is over.</summary>
    /// <param name="cancellationToken">Gives up waiting; unlocking goes on.</param>
    /// <returns>How the hold ended. Repeating it returns the same.</returns>
    /// <exception cref="EtcdException">etcd refuses to delete the key, which then stays until the session ends. It can
    /// be tried again.</exception>
    public Task<TenureEnd> UnlockAsync(CancellationToken cancellationToken = default) =>
        _own.LeaveAsync(CancellationToken.None).WaitAsync(cancellationToken);

    /// <summary>Unlocks, see <see cref="UnlockAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await UnlockAsync().ConfigureAwait(false);
}
