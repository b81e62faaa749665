using System.Globalization;

namespace Akka.Actor;

/// <summary>How often a child may be restarted before it is stopped.</summary>
/// <param name="Retries">Negative for any number.</param>
/// <param name="WindowMilliseconds">Not positive for "ever".</param>
internal readonly record struct RestartLimit(int Retries, int WindowMilliseconds)
{
    public static RestartLimit Of(int? retries, TimeSpan? window) => new(
        retries ?? -1,
        window is { } time ? checked((int)time.TotalMilliseconds) : Timeout.Infinite);

    public bool Permits(ChildStats stats, TimeSpan now) =>
        stats.MayRestart(Retries, TimeSpan.FromMilliseconds(WindowMilliseconds), now);

    public override string ToString()
    {
        int allowed = Retries < 0 ? 1 : Retries;
        string within = WindowMilliseconds > 0 ? $" within {WindowMilliseconds} ms" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{allowed} restart(s){within}");
    }
}
