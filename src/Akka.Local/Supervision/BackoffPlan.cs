using System.Security.Cryptography;
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>The options as they were given, and the waits that follow from them.</summary>
internal sealed class BackoffPlan : BackoffOptions
{
    private const int DoublingsMax = 30;

    public BackoffPlan(Props child, string childName, TimeSpan min, TimeSpan max, double randomFactor)
    {
        ArgumentNullException.ThrowIfNull(child);
        ArgumentException.ThrowIfNullOrEmpty(childName);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        (Child, ChildName, Min, Max, RandomFactor, ResetAfter) = (child, childName, min, max, randomFactor, min);
    }

    private BackoffPlan(BackoffPlan other)
    {
        (Child, ChildName, Min, Max, RandomFactor) =
            (other.Child, other.ChildName, other.Min, other.Max, other.RandomFactor);
        (OnFailure, ResetAfter, ReplyWhileStopped, IsFinalStop) =
            (other.OnFailure, other.ResetAfter, other.ReplyWhileStopped, other.IsFinalStop);
        (RetriesMax, Strategy) = (other.RetriesMax, other.Strategy);
    }

    public Props Child { get; }

    public string ChildName { get; }

    public bool OnFailure { get; init; }

    /// <summary>How long the child must live until its restarts are forgotten; null for never.</summary>
    public TimeSpan? ResetAfter { get; private init; }

    public object? ReplyWhileStopped { get; private init; }

    public Func<object, bool>? IsFinalStop { get; private init; }

    /// <summary>Negative for any number.</summary>
    public int RetriesMax { get; private init; } = -1;

    public OneForOneStrategy Strategy { get; private init; } = new(SupervisorStrategy.DefaultDecider);

    private TimeSpan Min { get; }

    private TimeSpan Max { get; }

    private double RandomFactor { get; }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) =>
        new BackoffPlan(this) { ResetAfter = resetBackoff };

    public override BackoffOptions WithManualReset() => new BackoffPlan(this) { ResetAfter = null };

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
        new BackoffPlan(this) { ReplyWhileStopped = replyWhileStopped };

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        new BackoffPlan(this) { IsFinalStop = isFinalStopMessage };

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        new BackoffPlan(this) { RetriesMax = maxNrOfRetries };

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy)
    {
        ArgumentNullException.ThrowIfNull(supervisorStrategy);
        int retries = supervisorStrategy.MaxNumberOfRetries;
        return new BackoffPlan(this)
        {
            Strategy = supervisorStrategy,
            RetriesMax = retries >= 0 ? retries : RetriesMax,
        };
    }

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        new BackoffPlan(this) { Strategy = SupervisorStrategy.StoppingStrategy };

    /// <summary>Whether the child may be started again after so many times.</summary>
    public bool MayStartAgain(int restarts) => RetriesMax < 0 || restarts < RetriesMax;

    /// <summary>The wait before the next start; jitter keeps many supervisors from starting in step.</summary>
    public TimeSpan DelayAfter(int restarts)
    {
        double doubled = restarts >= DoublingsMax ? double.MaxValue : Min.Ticks * Math.Pow(2, restarts);
        double jitter = RandomFactor * RandomNumberGenerator.GetInt32(int.MaxValue) / int.MaxValue;
        return TimeSpan.FromTicks((long)(Math.Min(Max.Ticks, doubled) * (1 + jitter)));
    }
}
