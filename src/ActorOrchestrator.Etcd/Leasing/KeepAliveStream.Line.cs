using ActorOrchestrator.Etcd.Channels;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Leasing;

/// <content>The timers, and opening, filling and dropping the line.</content>
internal sealed partial class KeepAliveStream
{
    private static readonly CallOptions Options = new() { RequireLeader = true };

    /// <summary>Takes the step that is due for a lease.</summary>
    private void Tick(KeptLease lease)
    {
        EtcdSession? lost = null;
        KeepAliveLine? silent = null;
        KeepAliveLine? next = null;
        lock (_gate)
        {
            if (lease.Timer is null)
            {
                return;
            }

            TimeSpan now = calls.Time.Instant();
            switch (lease.Schedule.Advance(now))
            {
                case KeepAliveStep.Lost:
                    Forget(lease);
                    lost = lease.Session;
                    break;
                case KeepAliveStep.Missed when _line is not null:
                    silent = _line;
                    DropLine();
                    next = LineFor(lease);
                    break;
                case KeepAliveStep.Missed or KeepAliveStep.Ask:
                    next = LineFor(lease);
                    break;
            }

            lease.Arm(now);
        }

        // L1: the endpoint takes requests and does not answer them; the next line is opened at another.
        GiveUp(silent);
        Go(next);
        lost?.End(SessionEnd.DeadlinePassed);
    }

    private void GiveUp(KeepAliveLine? silent)
    {
        if (silent?.Open is { Endpoint: var endpoint })
        {
            LogSilent(calls.Log, endpoint);
            calls.Suspect(endpoint, "a keep-alive was not answered");
        }

        silent?.Dispose();
    }

    private void EndPause()
    {
        KeepAliveLine? next = null;
        lock (_gate)
        {
            _pause?.Dispose();
            _pause = null;
            if (_leases.Values.FirstOrDefault(lease => lease.Schedule.WantsSending) is { } lease)
            {
                next = LineFor(lease);
            }
        }

        Go(next);
    }

    /// <summary>Puts a request on the line, and makes one if there is none. Under the lock.</summary>
    /// <returns>The line that is to be opened or filled; null while there is nothing to do about it.</returns>
    private KeepAliveLine? LineFor(KeptLease lease)
    {
        if (_line is null)
        {
            return _closed || _pause is not null ? null : _line = new KeepAliveLine(this);
        }

        if (_line.Open is null)
        {
            // It takes all that waits when it is open.
            return null;
        }

        _line.Waiting.Enqueue(lease);
        return _line;
    }

    private void Go(KeepAliveLine? line)
    {
        if (line is { Open: null })
        {
            _ = OpenAsync(line);
        }
        else if (line is not null)
        {
            Send(line);
        }
    }

    private async Task OpenAsync(KeepAliveLine line)
    {
        try
        {
            OpenStream open = await calls.OpenStreamAsync(
                EtcdMethods.LeaseKeepAlive, Options, CallLane.Streams, readsSlowly: false, line, line.Stopped)
                .ConfigureAwait(false);
            Opened(line, open);
        }
        catch (OperationCanceledException) when (line.Stopped.IsCancellationRequested)
        {
            // Given up while it was being opened: nobody waits for it.
        }
        catch (Exception failure)
        {
            // Whatever it is, the next try is as good as this one: what bounds them are the leases' own deadlines.
            Ended(line, failure.Message);
        }
    }

    private void Opened(KeepAliveLine line, OpenStream open)
    {
        bool stale;
        lock (_gate)
        {
            stale = line != _line;
            line.Open = open;
            foreach (KeptLease lease in _leases.Values.Where(lease => lease.Schedule.WantsSending))
            {
                line.Waiting.Enqueue(lease);
            }
        }

        if (stale)
        {
            open.Call.Abort();
            return;
        }

        Send(line);
    }

    /// <summary>Sends what waits, one after the other and never by two at a time.</summary>
    private void Send(KeepAliveLine line)
    {
        for (bool mine = false; Next(line, ref mine) is { } request;)
        {
            line.Open!.Value.Call.Send(request, last: false);
        }
    }

    private LeaseKeepAliveRequest? Next(KeepAliveLine line, ref bool mine)
    {
        lock (_gate)
        {
            if (line.IsSending && !mine)
            {
                return null;
            }

            while (line == _line && line.Waiting.TryDequeue(out KeptLease? lease))
            {
                if (lease.Timer is not null && lease.Schedule.WantsSending)
                {
                    // L2: the instant before it is sent is the safe one.
                    lease.Schedule.Sent(calls.Time.Instant());
                    mine = line.IsSending = true;
                    return new LeaseKeepAliveRequest { ID = lease.Session.LeaseId };
                }
            }

            mine = line.IsSending = false;
            return null;
        }
    }

    /// <summary>Forgets the line, and asks anew for what it carried. Under the lock.</summary>
    private void DropLine()
    {
        _line = null;
        TimeSpan now = calls.Time.Instant();
        foreach (KeptLease lease in _leases.Values)
        {
            lease.Schedule.StreamLost(now);
            lease.Arm(now);
        }
    }

    /// <summary>Under the lock. The last lease lets the stream close after a while.</summary>
    private void Forget(KeptLease lease)
    {
        _leases.Remove(lease.Session.LeaseId);
        lease.Timer?.Dispose();
        lease.Timer = null;
        if (_leases.Count == 0 && !_closed)
        {
            _idle?.Dispose();
            _idle = calls.Time.CreateTimer(_ => CloseIdle(), null, Limits.IdleStream, Timeout.InfiniteTimeSpan);
        }
    }

    private void CloseIdle()
    {
        KeepAliveLine? line = null;
        lock (_gate)
        {
            if (_leases.Count == 0)
            {
                (line, _line) = (_line, null);
            }
        }

        line?.Dispose();
    }

    [LoggerMessage(
        EventId = 640,
        Level = LogLevel.Warning,
        Message = "AO-ETC-0640 The keep-alive stream at {Endpoint} was lost ({Reason}); "
            + "{Leases} leases wait for another.")]
    private static partial void LogLost(ILogger log, EtcdEndpoint? endpoint, string reason, int leases);

    [LoggerMessage(
        EventId = 641,
        Level = LogLevel.Warning,
        Message = "AO-ETC-0641 {Endpoint} does not answer keep-alives; the stream is opened elsewhere.")]
    private static partial void LogSilent(ILogger log, EtcdEndpoint endpoint);
}
