namespace Akka.Actor;

/// <summary>The only place where the runtime reads the real time.</summary>
internal static class WallClock
{
    private static readonly TimeProvider Real = TimeProvider.System;
    private static readonly long Start = Real.GetTimestamp();

    public static DateTimeOffset Now => Real.GetUtcNow();

    public static TimeSpan SinceStart => Real.GetElapsedTime(Start);
}
