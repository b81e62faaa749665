using ActorOrchestrator.Etcd.Channels;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>Keeps all leases of a client alive on one stream (L1), and ends sessions that cannot be kept (L2,
/// L3).</summary>
/// <remarks>
/// <para><b>States.</b> No stream, until a lease asks; opening; open; waiting to open again after a failure. A stream
/// without leases is closed after 5 seconds.</para>
/// <para><b>Pure part.</b> What a lease needs, and when, is <see cref="KeepAliveSchedule"/>'s.</para>
/// <para><b>Failure.</b> A stream that ends is opened again after a backoff; one that does not answer a lease within a
/// third of its TTL is given up at once, and its endpoint suspected. Neither is the loss of a lease: its local deadline
/// is. Nothing is called under the lock that could call back.</para>
/// </remarks>
internal sealed partial class KeepAliveStream(IEtcdCalls calls) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, KeptLease> _leases = [];
    private KeepAliveLine? _line;
    private ITimer? _pause;
    private ITimer? _idle;
    private int _failures;
    private bool _closed;

    /// <summary>Begins to keep a session's lease alive; the first request is sent at once (L4).</summary>
    /// <exception cref="InvalidOperationException">The lease has a session already, or the client is
    /// closed.</exception>
    /// <exception cref="EtcdException">AO-ETC-0624: there are too many sessions.</exception>
    public void Add(EtcdSession session, LeaseClock clock, TimeSpan? margin)
    {
        TimeSpan now = calls.Time.Instant();
        var lease = new KeptLease(session, new KeepAliveSchedule(clock, margin, now, calls.NextRandom()));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_leases.Count >= Limits.Sessions)
            {
                throw LeaseErrors.TooManySessions();
            }

            if (!_leases.TryAdd(session.LeaseId, lease))
            {
                throw new InvalidOperationException($"Lease {session.LeaseId:x} has a session of this client already.");
            }

            lease.Timer = calls.Time.CreateTimer(
                _ => Tick(lease), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idle?.Dispose();
            _idle = null;
        }

        Tick(lease);
    }

    /// <summary>Sends nothing more for a lease.</summary>
    public void Remove(EtcdSession session)
    {
        lock (_gate)
        {
            if (_leases.TryGetValue(session.LeaseId, out KeptLease? lease) && lease.Session == session)
            {
                Forget(lease);
            }
        }
    }

    /// <summary>The session that keeps a lease; null if there is none.</summary>
    public EtcdSession? Find(long leaseId)
    {
        lock (_gate)
        {
            return _leases.GetValueOrDefault(leaseId)?.Session;
        }
    }

    /// <summary>Closes the stream, and ends the sessions that are left: the server lets their leases expire.</summary>
    public void Dispose()
    {
        ImmutableArray<KeptLease> left;
        KeepAliveLine? line;
        lock (_gate)
        {
            _closed = true;
            left = [.. _leases.Values];
            foreach (KeptLease lease in left)
            {
                Forget(lease);
            }

            (line, _line) = (_line, null);
            _idle?.Dispose();
            _pause?.Dispose();
        }

        line?.Dispose();
        foreach (KeptLease lease in left)
        {
            lease.Session.End(SessionEnd.LeftToExpire);
        }
    }

    /// <summary>An answer came. Called by the line.</summary>
    public void Answered(KeepAliveLine line, LeaseKeepAliveResponse answer)
    {
        EtcdSession? gone = null;
        lock (_gate)
        {
            if (line != _line || !_leases.TryGetValue(answer.ID, out KeptLease? lease))
            {
                return;
            }

            TimeSpan now = calls.Time.Instant();
            _failures = 0;
            if (answer.TTL <= 0)
            {
                Forget(lease);
                gone = lease.Session;
            }
            else if (lease.Schedule.SentAt is { } sentAt
                && lease.Schedule.Clock.RemainingAt(now) is var remaining
                && lease.Schedule.Answered(now, answer.TTL))
            {
                calls.KeptAlive(now - sentAt, remaining);
                lease.Session.Renew(lease.Schedule.Clock);
                lease.Arm(now);
            }
        }

        gone?.End(SessionEnd.LeaseGone);
    }

    /// <summary>The stream is over. Called by the line, and when it could not be opened.</summary>
    public void Ended(KeepAliveLine line, string why)
    {
        lock (_gate)
        {
            if (line != _line)
            {
                return;
            }

            LogLost(calls.Log, line.Open?.Endpoint, why, _leases.Count);
            DropLine();
            TimeSpan wait = Backoff.Doubling(Limits.KeepAliveRetryFirst, Limits.KeepAliveRetryLast, ++_failures);
            _pause = calls.Time.CreateTimer(
                _ => EndPause(), null, Backoff.Spread(wait, calls.NextRandom()), Timeout.InfiniteTimeSpan);
        }
    }
}
