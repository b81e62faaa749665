namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private ICancelable? _receiveTimeoutWork;

    public TimeSpan? ReceiveTimeout { get; private set; }

    /// <summary>Counts from the end of the message that is being handled.</summary>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } time && time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), time, "A receive time-out must be positive.");
        }

        ReceiveTimeout = timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        if (ReceiveTimeout is null)
        {
            _receiveTimeoutWork?.Cancel();
            _receiveTimeoutWork = null;
        }
    }

    private void RestartReceiveTimeout(object? message)
    {
        if (ReceiveTimeout is not { } timeout || IsClosed)
        {
            return;
        }

        if (message is INotInfluenceReceiveTimeout && _receiveTimeoutWork is not null)
        {
            return;
        }

        _receiveTimeoutWork?.Cancel();
        _receiveTimeoutWork = system.Scheduler.ScheduleTellOnceCancelable(
            timeout, self, Akka.Actor.ReceiveTimeout.Instance, self);
    }
}
