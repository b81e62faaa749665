using System.Globalization;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>A fault, what it is about, and when it happens.</summary>
/// <param name="Trigger">When.</param>
/// <param name="Match">Which calls count, and which are met.</param>
/// <param name="Fault">What.</param>
public sealed record FaultRule(FaultTrigger Trigger, FaultMatch Match, Fault Fault)
{
    /// <summary>One line, as <see cref="FaultPlan.Parse"/> reads it.</summary>
    public override string ToString() => $"{Trigger}{Match} => {Fault}";
}

/// <summary>When a fault happens.</summary>
public abstract record FaultTrigger
{
    private FaultTrigger()
    {
    }

    /// <summary>At the n-th call that matches; for faults of watches, at the n-th response with events.</summary>
    /// <param name="Number">From 1 on.</param>
    public sealed record Call(long Number) : FaultTrigger
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"call {Number}");
    }

    /// <summary>When the store has reached a revision: for faults of calls and watches, at the first that matches
    /// from then on.</summary>
    /// <param name="Number">The revision.</param>
    public sealed record Revision(long Number) : FaultTrigger
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"revision {Number}");
    }

    /// <summary>At an instant: for faults of calls and watches, at the first that matches from then on.</summary>
    /// <param name="Instant">Since the clock was made.</param>
    public sealed record At(TimeSpan Instant) : FaultTrigger
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"at {Instant:c}");
    }

    /// <summary>At each call, or response with events, that matches, by chance: drawn from the plan's seed.</summary>
    /// <param name="Probability">0 to 1.</param>
    public sealed record Chance(double Probability) : FaultTrigger
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"chance {Probability:R}");
    }
}

/// <summary>Which calls a rule is about. What is null fits all.</summary>
/// <param name="Method">The method's name, such as <c>Put</c>.</param>
/// <param name="KeyPrefix">How a key in the request begins; of a request for a lease, one of the lease's keys.</param>
/// <param name="Member">The member that is asked, such as <c>model-1</c>.</param>
/// <param name="Client">The client that asks.</param>
public sealed record FaultMatch(
    string? Method = null, string? KeyPrefix = null, string? Member = null, string? Client = null)
{
    /// <summary>Every call.</summary>
    public static FaultMatch All { get; } = new();

    /// <summary>The conditions, each after a space.</summary>
    public override string ToString() =>
        Part("method", Method) + Part("key", KeyPrefix) + Part("member", Member) + Part("client", Client);

    private static string Part(string name, string? value) =>
        value is null ? "" : $" {name}={FaultText.Quote(value)}";
}
