namespace Akka.Actor;

/// <summary>Restarts or stops the child that failed, and leaves its siblings alone.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    private readonly RestartLimit _limit;

    /// <summary>With a function for the directive, and without any limit.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(localOnlyDecider, loggingEnabled: true)
    {
    }

    /// <summary>With a function for the directive, and without any limit.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(-1, Timeout.Infinite, localOnlyDecider, loggingEnabled)
    {
    }

    /// <summary>With a decider, and without any limit.</summary>
    public OneForOneStrategy(IDecider decider)
        : this(maxNrOfRetries: null, withinTimeRange: null, decider)
    {
    }

    /// <summary>With a limit.</summary>
    /// <param name="maxNrOfRetries">Restarts before a stop; null or negative for any number, 0 for none.</param>
    /// <param name="withinTimeRange">The window that they count in; null for ever.</param>
    /// <param name="localOnlyDecider">From a failure to a directive.</param>
    public OneForOneStrategy(
        int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    /// <inheritdoc cref="OneForOneStrategy(int?, TimeSpan?, Func{Exception, Directive})"/>
    /// <param name="maxNrOfRetries">Restarts before a stop; null or negative for any number, 0 for none.</param>
    /// <param name="withinTimeRange">The window that they count in; null for ever.</param>
    /// <param name="decider">From a failure to a directive.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : base(decider, loggingEnabled: true) => _limit = RestartLimit.Of(maxNrOfRetries, withinTimeRange);

    /// <summary>With a limit in milliseconds.</summary>
    /// <param name="maxNrOfRetries">Restarts before a stop; negative for any number, 0 for none.</param>
    /// <param name="withinTimeMilliseconds">The window that they count in; not positive for ever.</param>
    /// <param name="localOnlyDecider">From a failure to a directive.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public OneForOneStrategy(
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
        if (!_limit.Permits(stats, parent.System.Scheduler.MonotonicClock))
        {
            return false;
        }

        Restart(child, cause, suspendFirst: false);
        return true;
    }

    private protected override void Stop(ActorCell parent, LocalActorRef child, ChildStats[] all) =>
        parent.Stop(child);

    private protected override string DescribeLimit() => _limit.ToString();
}
