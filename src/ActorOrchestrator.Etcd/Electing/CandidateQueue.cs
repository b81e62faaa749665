using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>The queue that elections and locks have in common: whose key was created first has it (Q2).</summary>
/// <remarks>
/// Whatever goes wrong, and also when the caller gives up, the own key is deleted before the caller hears of it; when
/// that does not succeed in 5 seconds, the lease does it (Q8).
/// </remarks>
internal sealed partial class CandidateQueue(QueueCalls queue)
{
    private IEtcdCalls Calls => queue.Calls;

    /// <summary>The candidate that leads now; null if there is none.</summary>
    public async ValueTask<KeyValue?> FirstAsync(
        string name, CallOptions options, CancellationToken cancellationToken)
    {
        options = options with { RequireLeader = options.RequireLeader ?? true };
        RangeResponse first = await queue.Kv
            .RangeAsync(QueueRequests.First(QueueRequests.Candidates(name)), options, cancellationToken)
            .ConfigureAwait(false);
        return first.Kvs is [var leader, ..] ? leader : null;
    }

    /// <summary>Takes a place in the queue, and waits until it is the first.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="session">Its lease holds the key.</param>
    /// <param name="value">The value of the key.</param>
    /// <param name="waits">False to leave the queue at once when another is first.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="EtcdException">AO-ETC-0610: the session or the key was lost; others: etcd refused.</exception>
    /// <exception cref="InvalidOperationException">The session has a place in this queue.</exception>
    public async Task<QueueTurn> StandAsync(
        string name, EtcdSession session, ByteString value, bool waits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfLost(session);
        ByteString key = QueueRequests.Candidate(name, session.LeaseId);
        if (!session.TryClaim(key))
        {
            throw new InvalidOperationException(
                $"The session of lease {session.LeaseId:x} stands in '{name}' already. "
                    + "Open a session for each holder.");
        }

        using var grace = new Grace(Calls.Time, cancellationToken);
        Candidacy? own = null;
        QueueTurn? turn = null;
        try
        {
            own = await EnterAsync(key, session, value, grace, cancellationToken).ConfigureAwait(false);
            turn = await WaitAsync(own, QueueRequests.Candidates(name), waits, cancellationToken)
                .ConfigureAwait(false);
            return turn;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw own?.Over() ?? SessionOver(session);
        }
        finally
        {
            if (turn is not { Own: not null })
            {
                grace.Begin();
                await LeaveAsync(own, key, session, grace.ToLeave).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Q1: creates the key, or adopts the one that an earlier try with this lease has left.</summary>
    /// <remarks>
    /// A caller that gives up does not break the request off, since then nobody would know whether the key is there.
    /// </remarks>
    private async Task<Candidacy> EnterAsync(
        ByteString key, EtcdSession session, ByteString value, Grace grace, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Lost, grace.ToEnter);
        for (int tries = 1; ; tries++)
        {
            QueueAnswer answer = await queue
                .AskAsync(QueueRequests.Enter(key, value, session.LeaseId), session, stop.Token, cancellationToken)
                .ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return Candidacy.Begin(queue, session, new FencingToken(key, answer.Revision, session.LeaseId));
            }

            if (answer.Responses is not [{ ResponseRange.Kvs: [var found, ..] }, ..])
            {
                throw LeaseErrors.NotLeader($"etcd shows no key {key.ToStringUtf8()} where it says that it exists.");
            }

            var token = new FencingToken(key, found.CreateRevision, session.LeaseId);
            if (found.Value == value && found.Lease == session.LeaseId)
            {
                return Candidacy.Begin(queue, session, token);
            }

            answer = await queue
                .AskAsync(QueueRequests.Proclaim(token, value), session, stop.Token, cancellationToken)
                .ConfigureAwait(false);
            if (answer.Succeeded)
            {
                return Candidacy.Begin(queue, session, token);
            }

            // It was deleted between the two: a new one is created.
            cancellationToken.ThrowIfCancellationRequested();
            await queue.PauseAsync(tries, stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>Q2, Q3: waits for the predecessor and for the own key, and looks again until no other is
    /// older.</summary>
    private async Task<QueueTurn> WaitAsync(
        Candidacy own, KeyRange candidates, bool waits, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(own.Lost, cancellationToken);
        for (int tries = 1; ; tries++)
        {
            QueueAnswer look = await queue
                .AskAsync(QueueRequests.Look(own.Token, candidates), own.Session, stop.Token).ConfigureAwait(false);
            switch (QueuePosition.Read(look.Txn, own.Token))
            {
                // etcd#11051, etcd#19597: a key that is the first proves nothing if the lease may be over.
                case QueuePosition.Leads when own.Holds:
                    cancellationToken.ThrowIfCancellationRequested();
                    return new QueueTurn(own, null);
                case QueuePosition.Behind other when !waits:
                    return new QueueTurn(null, other.Oldest);
                case QueuePosition.Behind other:
                    if (!await queue.DeletedAsync(other.Predecessor.Key, other.Revision + 1, stop.Token)
                        .ConfigureAwait(false))
                    {
                        await queue.PauseAsync(tries, stop.Token).ConfigureAwait(false);
                    }

                    break;
                default:
                    own.End(own.Session.IsLost ? TenureEnd.SessionLost : TenureEnd.KeyGone);
                    throw own.Over();
            }
        }
    }

    /// <summary>Q8: takes the key along. What fails here is not what the caller is to hear.</summary>
    private async Task LeaveAsync(Candidacy? own, ByteString key, EtcdSession session, CancellationToken limit)
    {
        try
        {
            if (own is not null)
            {
                await own.LeaveAsync(limit).WaitAsync(limit).ConfigureAwait(false);
            }
            else if (session.LeaseMayLive)
            {
                await queue.AskAsync(QueueRequests.Withdraw(key, session.LeaseId), session, limit)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or EtcdException or ObjectDisposedException)
        {
            LogKeyLeft(Calls.Log, key.ToStringUtf8(), session.Ttl, failure);
        }
        finally
        {
            session.Unclaim(key);
        }
    }

    private static void ThrowIfLost(EtcdSession session)
    {
        if (session.IsLost)
        {
            throw SessionOver(session);
        }
    }

    private static EtcdException SessionOver(EtcdSession session) =>
        LeaseErrors.NotLeader($"The session of lease {session.LeaseId:x} is over.");

    [LoggerMessage(
        EventId = 644,
        Level = LogLevel.Warning,
        Message = "AO-ETC-0644 Candidate key {Key} was not deleted; it stands in the queue for {Ttl} at most.")]
    private static partial void LogKeyLeft(ILogger log, string key, TimeSpan ttl, Exception failure);
}

/// <summary>How standing in a queue went: one of the two is there.</summary>
/// <param name="Own">Leads.</param>
/// <param name="Holder">Leads instead, when there was no waiting.</param>
internal sealed record QueueTurn(Candidacy? Own, KeyValue? Holder);
