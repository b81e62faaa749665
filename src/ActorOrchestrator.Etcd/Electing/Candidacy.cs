using ActorOrchestrator.Etcd.Leasing;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>An own key in a queue, from its creation to its end: it waits, then it leads, then it is over.</summary>
/// <remarks>
/// <para><b>States.</b> In the queue; over. That it leads is nothing that it knows: <see cref="CandidateQueue"/> hands
/// it out when it does. Once over, it stays over.</para>
/// <para><b>Failure.</b> It is over when its session is, or when its key is found deleted: the key is watched from its
/// creation to the end, over lost connections and compactions.</para>
/// </remarks>
internal sealed partial class Candidacy
{
    private readonly QueueCalls _queue;
    private readonly LossSignal _lost;
    private readonly TaskCompletionSource<TenureEnd> _ended;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _ofSession;
    private TaskCompletionSource<TenureEnd>? _leaving;
    private TenureEnd? _reason;
    private volatile bool _isOver;
    private volatile Exception? _notWatched;

    private Candidacy(QueueCalls queue, EtcdSession session, FencingToken token)
    {
        _queue = queue;
        _lost = new LossSignal(queue.Calls);
        _ended = new TaskCompletionSource<TenureEnd>(queue.Calls.Continuations);
        Session = session;
        Token = token;
    }

    public EtcdSession Session { get; }

    public FencingToken Token { get; }

    /// <summary>Q3, Q7: computed now, from the session's clock and from what is known of the key.</summary>
    public bool Holds => !_isOver && !Session.IsLost;

    /// <summary>Fires when it is over, before a key that is given back is deleted.</summary>
    public CancellationToken Lost => _lost.Token;

    public Task<TenureEnd> Ended => _ended.Task;

    /// <summary>Begins to watch the key and the session.</summary>
    public static Candidacy Begin(QueueCalls queue, EtcdSession session, FencingToken token)
    {
        var candidacy = new Candidacy(queue, session, token);
        candidacy._ofSession = session.Lost.UnsafeRegister(
            static state => ((Candidacy)state!).End(TenureEnd.SessionLost), candidacy);
        _ = candidacy.WatchAsync();
        return candidacy;
    }

    /// <summary>Q5: changes the value, again and again until there is an answer.</summary>
    /// <exception cref="EtcdException">AO-ETC-0610: it is over.</exception>
    public async Task ProclaimAsync(ByteString value, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Lost, cancellationToken);
        try
        {
            if (!Holds)
            {
                throw Over();
            }

            QueueAnswer answer = await _queue.AskAsync(QueueRequests.Proclaim(Token, value), Session, stop.Token)
                .ConfigureAwait(false);
            if (!answer.Succeeded)
            {
                End(TenureEnd.KeyGone);
                throw Over();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Over();
        }
    }

    /// <summary>Gives the key back: over first, then deleted, again and again until there is an answer (Q5).</summary>
    /// <param name="limit">Then the key is left to its lease. None waits until the lease is over.</param>
    /// <exception cref="EtcdException">etcd refuses to delete the key; it stays until the session ends.</exception>
    /// <exception cref="OperationCanceledException">The limit was reached.</exception>
    public Task<TenureEnd> LeaveAsync(CancellationToken limit)
    {
        TaskCompletionSource<TenureEnd> leaving;
        lock (_gate)
        {
            // Who was refused may try again; everybody else shares the first try.
            if (_leaving is { Task.IsFaulted: false })
            {
                return _leaving.Task;
            }

            _leaving = leaving = new TaskCompletionSource<TenureEnd>(_queue.Calls.Continuations);
        }

        _ = LeaveOnceAsync(leaving, limit);
        return leaving.Task;
    }

    /// <summary>What is thrown when it is over.</summary>
    public EtcdException Over()
    {
        string key = $"The candidate key {Token.Key.ToStringUtf8()} of revision {Token.CreateRevision}";
        return _notWatched is { } refused ? LeaseErrors.NotLeader($"{key} cannot be watched.", refused)
            : Session.IsLost ? LeaseErrors.NotLeader($"The session of lease {Session.LeaseId:x} is over.")
            : LeaseErrors.NotLeader($"{key} is gone.");
    }

    /// <summary>It is over without its owner's doing, or was found to be.</summary>
    public void End(TenureEnd end)
    {
        bool isLeaving;
        lock (_gate)
        {
            isLeaving = _leaving is { Task.IsCompleted: false };
        }

        Stop(end);
        if (!isLeaving)
        {
            Finish(end);
        }
    }

    private async Task LeaveOnceAsync(TaskCompletionSource<TenureEnd> leaving, CancellationToken limit)
    {
        TenureEnd before = Stop(TenureEnd.GivenBack);
        try
        {
            // An orphaned lease may live as long as another keeps it: the key must not.
            TenureEnd end = before is TenureEnd.GivenBack || (before is TenureEnd.SessionLost && Session.LeaseMayLive)
                ? await DeleteAsync(limit).ConfigureAwait(false)
                : before;
            Finish(end);
            leaving.SetResult(end);
        }
        catch (OperationCanceledException)
        {
            Finish(TenureEnd.SessionLost);
            leaving.SetCanceled(limit);
        }
        catch (Exception refused)
        {
            leaving.SetException(refused);
        }
    }

    private async Task<TenureEnd> DeleteAsync(CancellationToken limit)
    {
        using var stop = Session.IsLost
            ? new CancellationTokenSource(Limits.LeaveQueue, _queue.Calls.Time)
            : CancellationTokenSource.CreateLinkedTokenSource(Session.Lost, limit);
        try
        {
            QueueAnswer answer = await _queue.AskAsync(QueueRequests.Resign(Token), Session, stop.Token)
                .ConfigureAwait(false);

            // etcd#22123: that the key is gone when asked again is what a delete with a lost answer has done.
            return answer.Succeeded || answer.MayBeRepeated ? TenureEnd.GivenBack : TenureEnd.KeyGone;
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            return TenureEnd.SessionLost;
        }
        catch (EtcdException) when (Session.IsLost)
        {
            return TenureEnd.SessionLost;
        }
    }

    /// <summary>Q2, Q3: sees the key's end, and reads the key when the watch cannot go on.</summary>
    private async Task WatchAsync()
    {
        long from = Token.CreateRevision + 1;
        try
        {
            for (int tries = 1; !await _queue.DeletedAsync(Token.Key, from, Lost).ConfigureAwait(false); tries++)
            {
                await _queue.PauseAsync(tries, Lost).ConfigureAwait(false);
                RangeResponse now = await _queue.ReadAsync(new RangeRequest { Key = Token.Key }, Lost)
                    .ConfigureAwait(false);
                if (now.Kvs is not [{ CreateRevision: var created }] || created != Token.CreateRevision)
                {
                    break;
                }

                from = now.Header.Revision + 1;
            }

            End(TenureEnd.KeyGone);
        }
        catch (OperationCanceledException) when (Lost.IsCancellationRequested)
        {
            // It is over in another way.
        }
        catch (Exception failure)
        {
            // A key that cannot be watched cannot be relied on, and must not stand in the way of others.
            LogNotWatched(_queue.Calls.Log, Token.Key.ToStringUtf8(), failure);
            _notWatched = failure;
            _ = LeaveAsync(CancellationToken.None);
        }
    }

    /// <summary>From now on nobody relies on it; who listens learns of it.</summary>
    /// <returns>The first reason.</returns>
    private TenureEnd Stop(TenureEnd end)
    {
        lock (_gate)
        {
            if (_reason is { } before)
            {
                return before;
            }

            _reason = end;
            _isOver = true;
        }

        _lost.Fire();
        return end;
    }

    private void Finish(TenureEnd end)
    {
        // Not Dispose, which would wait for a listener that may be the one that is running.
        _ofSession.Unregister();
        Session.Unclaim(Token.Key);
        _ended.TrySetResult(end);
    }

    [LoggerMessage(
        EventId = 645,
        Level = LogLevel.Error,
        Message = "AO-ETC-0645 Candidate key {Key} cannot be watched; it counts as lost.")]
    private static partial void LogNotWatched(ILogger log, string key, Exception failure);
}
