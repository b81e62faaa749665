namespace Akka.Actor;

/// <summary>The timers of one incarnation.</summary>
internal sealed class ActorTimers(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, RunningTimer> _running = [];

    public IReadOnlyCollection<object> ActiveTimers => [.. _running.Keys];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        Start(key, msg, interval, interval, sender: null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, sender: null);

    public void StartPeriodicTimer(
        object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) =>
        Start(key, msg, timeout, interval: null, sender: null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
        Start(key, msg, timeout, interval: null, sender);

    public bool IsTimerActive(object key) => _running.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_running.Remove(key, out RunningTimer timer))
        {
            timer.Work.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (RunningTimer timer in _running.Values)
        {
            timer.Work.Cancel();
        }

        _running.Clear();
    }

    /// <summary>The message, if its timer is still the one that runs under the key.</summary>
    public object? Unpack(TimerMessage message)
    {
        if (!_running.TryGetValue(message.Key, out RunningTimer timer) || !ReferenceEquals(timer.Message, message))
        {
            return null;
        }

        if (!message.Repeats)
        {
            _running.Remove(message.Key);
        }

        return message.Message;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        TimerMessage message = msg is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(this, key, msg, interval is not null)
            : new TimerMessage(this, key, msg, interval is not null);
        IScheduler scheduler = cell.System.Scheduler;
        ICancelable work = interval is { } period
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, period, cell.Self, message, sender)
            : scheduler.ScheduleTellOnceCancelable(delay, cell.Self, message, sender);
        _running[key] = new RunningTimer(message, work);
    }

    private readonly record struct RunningTimer(TimerMessage Message, ICancelable Work);
}

/// <summary>A message on its way from a timer: only the timer that is running now may deliver it.</summary>
internal class TimerMessage(ActorTimers owner, object key, object message, bool repeats) : IWrappedMessage
{
    public object Key { get; } = key;

    public object Message { get; } = message;

    public bool Repeats { get; } = repeats;

    /// <summary>The message for this incarnation; null when it is stale or another one's.</summary>
    public object? Unpack(ActorBase actor) =>
        actor is IWithTimers timed && ReferenceEquals(timed.Timers, owner) ? owner.Unpack(this) : null;
}

/// <summary>The same around a message that does not count for the receive time-out.</summary>
internal sealed class QuietTimerMessage(ActorTimers owner, object key, object message, bool repeats)
    : TimerMessage(owner, key, message, repeats), INotInfluenceReceiveTimeout;
