using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd;

/// <summary>A lease that is kept alive, and knows by itself when it can no longer be relied on.</summary>
/// <remarks>
/// <para>
/// The session counts from when it sent the last request that was answered, on the monotonic clock, and counts itself
/// as lost a margin before the server can let the lease expire, whatever the network says. A lost session stays lost.
/// </para>
/// <para>
/// A machine that was suspended may find its monotonic clock behind. What must never be done twice is to carry a
/// fencing token, see <see cref="Leadership.Token"/>.
/// </para>
/// <para>All members are thread-safe.</para>
/// </remarks>
public sealed partial class EtcdSession : IAsyncDisposable
{
    private readonly IEtcdCalls _calls;
    private readonly LeaseClient _leases;
    private readonly LossSignal _lost;
    private readonly TaskCompletionSource<SessionEnd> _ended;
    private readonly Lock _gate = new();
    private readonly HashSet<ByteString> _claims = [];
    private volatile LeaseClock _clock;
    private volatile bool _isOver;
    private SessionEnd? _end;
    private TaskCompletionSource<SessionEnd>? _closing;

    internal EtcdSession(IEtcdCalls calls, LeaseClient leases, long leaseId, LeaseClock clock)
    {
        _calls = calls;
        _leases = leases;
        _lost = new LossSignal(calls);
        _ended = new TaskCompletionSource<SessionEnd>(calls.Continuations);
        _clock = clock;
        LeaseId = leaseId;
    }

    /// <summary>The lease. Put keys under it that are to vanish with the session.</summary>
    public long LeaseId { get; }

    /// <summary>The time to live that the server answered last; it raises what it finds too short.</summary>
    public TimeSpan Ttl => _clock.Ttl;

    /// <summary>How much earlier than the server the session counts itself as lost.</summary>
    public TimeSpan Margin => _clock.Margin;

    /// <summary>How long the server keeps the lease at least, computed now; zero when the session is over.</summary>
    /// <value>When it falls to <see cref="Margin"/> the session is lost.</value>
    public TimeSpan LeaseRemaining => _isOver ? TimeSpan.Zero : _clock.RemainingAt(_calls.Time.Instant());

    /// <summary>Whether the session is over or its local deadline has passed, computed now.</summary>
    public bool IsLost => _isOver || _clock.IsLostAt(_calls.Time.Instant());

    /// <summary>Fires when the session is over for whichever reason, before the server can let the lease expire and
    /// before it is revoked. <see cref="Ended"/> says why.</summary>
    /// <remarks>Listeners run on the thread pool; nobody waits for them.</remarks>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Completes with the reason when the session is over; never fails. A session that its owner closes is
    /// over when <see cref="CloseAsync"/> has its answer.</summary>
    public Task<SessionEnd> Ended => _ended.Task;

    /// <summary>Whether keys under the lease may outlive the session: it goes on, or was given away.</summary>
    internal bool LeaseMayLive
    {
        get
        {
            lock (_gate)
            {
                return _isOver ? _end is SessionEnd.Orphaned : !IsLost;
            }
        }
    }

    /// <summary>Ends the session and revokes the lease, which deletes its keys. <see cref="Lost"/> fires
    /// first.</summary>
    /// <returns>
    /// <see cref="SessionEnd.Revoked"/>, or <see cref="SessionEnd.LeftToExpire"/> if the server did not answer within
    /// the TTL or 5 seconds. <see cref="SessionEnd.LeaseGone"/> if there was no lease any more, and
    /// <see cref="SessionEnd.Orphaned"/> if it had been given away: then nothing is asked of the server.
    /// </returns>
    /// <remarks>Repeating it returns the same. A session that was lost is revoked all the same, so that its keys need
    /// not wait for the lease to expire; <see cref="Ended"/> keeps the first reason. Never throws.</remarks>
    public Task<SessionEnd> CloseAsync()
    {
        TaskCompletionSource<SessionEnd> closing;
        lock (_gate)
        {
            if (_closing is not null)
            {
                return _closing.Task;
            }

            _closing = closing = new TaskCompletionSource<SessionEnd>(_calls.Continuations);
        }

        _ = CloseOnceAsync(closing);
        return closing.Task;
    }

    /// <summary>Gives the lease away: sends no more keep-alives, and does not revoke it. <see cref="Lost"/>
    /// fires.</summary>
    /// <returns>False if the session was over already.</returns>
    public bool Orphan()
    {
        _leases.Release(this);
        return End(SessionEnd.Orphaned);
    }

    /// <summary>Closes the session, see <see cref="CloseAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    /// <summary>A later request was answered.</summary>
    internal void Renew(LeaseClock clock) => _clock = clock;

    /// <summary>The session is over.</summary>
    /// <returns>False if it was already.</returns>
    internal bool End(SessionEnd end)
    {
        if (!Stop(end))
        {
            return false;
        }

        _ended.TrySetResult(end);
        return true;
    }

    /// <summary>A request that names the lease was told that there is none (L3).</summary>
    internal void LeaseGone()
    {
        _leases.Release(this);
        End(SessionEnd.LeaseGone);
    }

    /// <summary>Takes the session's one place in a queue: a second holder would share the first one's key.</summary>
    internal bool TryClaim(ByteString key)
    {
        lock (_gate)
        {
            return _claims.Add(key);
        }
    }

    internal bool HasClaim(ByteString key)
    {
        lock (_gate)
        {
            return _claims.Contains(key);
        }
    }

    internal void Unclaim(ByteString key)
    {
        lock (_gate)
        {
            _claims.Remove(key);
        }
    }

    private async Task CloseOnceAsync(TaskCompletionSource<SessionEnd> closing)
    {
        _leases.Release(this);
        SessionEnd? before = Stop(null) ? null : ReasonBefore();
        try
        {
            SessionEnd end = before is SessionEnd.LeaseGone or SessionEnd.Orphaned or SessionEnd.LeftToExpire
                ? before.Value
                : await RevokeAsync().ConfigureAwait(false);
            _ended.TrySetResult(before ?? end);
            closing.SetResult(end);
        }
        catch (Exception bug)
        {
            // Nobody is to wait for ever for an end that a fault of the program has prevented.
            _ended.TrySetResult(before ?? SessionEnd.LeftToExpire);
            closing.SetException(bug);
        }
    }

    private SessionEnd? ReasonBefore()
    {
        lock (_gate)
        {
            return _end;
        }
    }

    private async Task<SessionEnd> RevokeAsync()
    {
        TimeSpan deadline = Ttl < Limits.CloseSession ? Ttl : Limits.CloseSession;
        try
        {
            await _leases.RevokeAsync(LeaseId, new CallOptions { Deadline = deadline }, CancellationToken.None)
                .ConfigureAwait(false);
            return SessionEnd.Revoked;
        }
        catch (EtcdException gone) when (gone.IsLeaseGone())
        {
            return SessionEnd.LeaseGone;
        }
        catch (Exception failure) when (failure is EtcdException or ObjectDisposedException)
        {
            LogLeftToExpire(_calls.Log, LeaseId, Ttl, failure);
            return SessionEnd.LeftToExpire;
        }
    }

    /// <summary>From now on nobody relies on the session; who listens learns of it.</summary>
    private bool Stop(SessionEnd? end)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = true;
            _end = end;
        }

        _lost.Fire();
        return true;
    }

    [LoggerMessage(
        EventId = 642,
        Level = LogLevel.Warning,
        Message = "AO-ETC-0642 Lease {LeaseId} was not revoked; its keys live until it expires, {Ttl} at most.")]
    private static partial void LogLeftToExpire(ILogger log, long leaseId, TimeSpan ttl, Exception failure);
}
