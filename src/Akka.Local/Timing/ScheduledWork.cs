using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>An action and the timer that runs it; out of the table when it is over.</summary>
internal sealed class ScheduledWork(
    Action action, TimeSpan? interval, ILoggingAdapter log, ConcurrentDictionary<ScheduledWork, bool> pending)
{
    private readonly Lock _lock = new();
    private Timer? _timer;
    private CancellationTokenRegistration _cancelled;
    private TimeSpan _due;
    private bool _over;

    public void Start(TimeSpan delay, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _due = WallClock.SinceStart + delay;
            _timer = new Timer(static state => ((ScheduledWork)state!).Run(), this, delay, Timeout.InfiniteTimeSpan);
        }

        if (cancellation.CanBeCanceled)
        {
            CancellationTokenRegistration registration = cancellation.UnsafeRegister(
                static state => ((ScheduledWork)state!).Cancel(), this);
            lock (_lock)
            {
                _cancelled = registration;
                if (!_over)
                {
                    return;
                }
            }

            // It ran before it was registered.
            registration.Unregister();
        }
    }

    public void Cancel()
    {
        CancellationTokenRegistration registration;
        lock (_lock)
        {
            _over = true;
            _timer?.Dispose();
            registration = _cancelled;
        }

        pending.TryRemove(this, out _);
        registration.Unregister();
    }

    private void Run()
    {
        lock (_lock)
        {
            if (_over)
            {
                return;
            }
        }

        try
        {
            action();
        }
        catch (Exception cause)
        {
            log.Error(cause, "Scheduled work failed; what repeats will run again.");
        }

        if (interval is { } period)
        {
            RunAgainAfter(period);
        }
        else
        {
            Cancel();
        }
    }

    /// <summary>At the rate, not the gap: what was late is followed sooner, but never by two at once.</summary>
    private void RunAgainAfter(TimeSpan period)
    {
        lock (_lock)
        {
            if (!_over)
            {
                TimeSpan now = WallClock.SinceStart;
                _due = _due + period > now ? _due + period : now;
                _timer!.Change(_due - now, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
