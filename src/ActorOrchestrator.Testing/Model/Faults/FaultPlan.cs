using System.Globalization;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>All that goes wrong in a run: a value that can be printed, read again and made smaller.</summary>
/// <param name="Seed">From which chances are drawn.</param>
/// <param name="Rules">In the order in which they act on one call.</param>
/// <example>
/// As text:
/// <code>
/// seed 7
/// call 3 method="Txn" client="a" => drop-response how=LeaderChanged
/// at 00:00:10 => pause member="model-1" duration=00:00:05
/// chance 0.05 method="Put" => delay before=00:00:00.2000000
/// </code>
/// </example>
public sealed record FaultPlan(int Seed, ImmutableArray<FaultRule> Rules)
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new(0, []);

    /// <summary>Reads what <see cref="ToString"/> wrote. Empty lines and lines that begin with <c>#</c> are
    /// skipped.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message has it.</exception>
    public static FaultPlan Parse(string text) => FaultParser.Plan(text);

    /// <summary>The plan with one more rule.</summary>
    public FaultPlan With(FaultTrigger trigger, Fault fault, FaultMatch? match = null) =>
        this with { Rules = Rules.Add(new FaultRule(trigger, match ?? FaultMatch.All, fault)) };

    /// <summary>Looks for a smaller plan that still does it: fewer rules, then shorter times and smaller
    /// numbers.</summary>
    /// <param name="stillFails">Runs a plan from the start, and says whether it still fails.</param>
    /// <param name="runsMax">After so many runs the best so far is the answer.</param>
    /// <returns>A plan of which no single rule can be left out.</returns>
    /// <exception cref="ArgumentException">The plan itself does not fail.</exception>
    public FaultPlan Shrink(Func<FaultPlan, bool> stillFails, int runsMax = 1000)
    {
        ArgumentNullException.ThrowIfNull(stillFails);
        return new FaultShrinker(stillFails, runsMax).Shrink(this);
    }

    /// <summary>Whether the other plan has the same seed and rules.</summary>
    public bool Equals(FaultPlan? other) =>
        other is not null && Seed == other.Seed && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Rules.Length);

    /// <summary>The seed, then a line a rule.</summary>
    public override string ToString() => string.Concat(
        [string.Create(CultureInfo.InvariantCulture, $"seed {Seed}\n"), .. Rules.Select(rule => $"{rule}\n")]);
}
