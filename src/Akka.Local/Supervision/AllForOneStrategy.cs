namespace Akka.Actor;

/// <summary>Restarts or stops all children when one of them failed.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    private readonly RestartLimit _limit;

    /// <summary>With a function for the directive, and without any limit.</summary>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, Timeout.Infinite, localOnlyDecider)
    {
    }

    /// <summary>With a limit.</summary>
    /// <param name="maxNrOfRetries">Restarts before a stop; null or negative for any number, 0 for none.</param>
    /// <param name="withinTimeRange">The window that they count in; null for ever.</param>
    /// <param name="localOnlyDecider">From a failure to a directive.</param>
    public AllForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : base(new LocalOnlyDecider(localOnlyDecider), loggingEnabled: true) =>
        _limit = RestartLimit.Of(maxNrOfRetries, withinTimeRange);

    /// <summary>With a limit in milliseconds.</summary>
    /// <param name="maxNrOfRetries">Restarts before a stop; negative for any number, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The window that they count in; not positive for ever.</param>
    /// <param name="localOnlyDecider">From a failure to a directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true)
        : base(new LocalOnlyDecider(localOnlyDecider), loggingEnabled) =>
        _limit = new RestartLimit(maxNrOfRetries, withinTimeMilliseconds);

    /// <summary>Restarts before a stop; negative for any number.</summary>
    public int MaxNumberOfRetries => _limit.Retries;

    /// <summary>The window that restarts count in; not positive for ever.</summary>
    public int WithinTimeRangeMilliseconds => _limit.WindowMilliseconds;

    private protected override bool TryRestart(
        ActorCell parent, LocalActorRef child, Exception cause, ChildStats stats, ChildStats[] all)
    {
        TimeSpan now = parent.System.Scheduler.MonotonicClock;
        if (!Array.TrueForAll(all, each => _limit.Permits(each, now)))
        {
            return false;
        }

        foreach (ChildStats each in all)
        {
            // The one that failed is suspended already.
            Restart(each.Child, cause, suspendFirst: !ReferenceEquals(each, stats));
        }

        return true;
    }

    private protected override void Stop(ActorCell parent, LocalActorRef child, ChildStats[] all)
    {
        foreach (ChildStats each in all)
        {
            parent.Stop(each.Child);
        }
    }

    private protected override string DescribeLimit() => _limit.ToString();
}
