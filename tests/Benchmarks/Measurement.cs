namespace Benchmarks;

/// <summary>One figure of a run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Of the value and the limit.</param>
/// <param name="Value">Median of the rounds.</param>
/// <param name="Best">The best round.</param>
/// <param name="Limit">What genuine Akka.NET 1.5 reaches on two cores; null where it was not measured.</param>
/// <param name="MoreIsBetter">Rates; otherwise times and bytes.</param>
internal sealed record Measurement(
    string Name, string Unit, double Value, double Best, double? Limit, bool MoreIsBetter)
{
    /// <summary>How often the limit is reached: 1 is equal, more is better, for rates and for costs alike.</summary>
    public double? Ratio => Limit switch
    {
        null => null,
        0 => Value < 0.5 ? 1 : 0,
        { } limit => MoreIsBetter ? Value / limit : limit / Value,
    };
}
