using System.Globalization;
using ActorOrchestrator.Etcd.Leasing;
using ActorOrchestrator.Testing;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md L1 and L2 for one lease: when a request is due, when its answer has been missed, when all is lost.
/// Method: transcripts under testdata/lease; the schedule is given its instants, in seconds.
/// </summary>
public sealed class KeepAliveScheduleTranscriptTests
{
    private KeepAliveSchedule? _schedule;

    [Theory]
    [InlineData("lease/renewing.txt")]
    [InlineData("lease/missing.txt")]
    [InlineData("lease/losing.txt")]
    public void Transcript(string name) => Testing.Transcript.Run(name, Handle);

    private string Handle(string[] words)
    {
        string said = words switch
        {
            ["grant", var at, var ttl, "spread", var spread] => Grant(at, ttl, spread),
            ["advance", var at] => _schedule!.Advance(At(at)).ToString(),
            ["sent", var at] => Done(() => _schedule!.Sent(At(at))),
            ["answered", var at, var ttl] => _schedule!.Answered(At(at), long.Parse(ttl, CultureInfo.InvariantCulture))
                ? "renewed"
                : "ignored",
            ["stream-lost", var at] => Done(() => _schedule!.StreamLost(At(at))),
            _ => throw new ArgumentException($"Unknown command '{string.Join(' ', words)}'.", nameof(words)),
        };
        string wants = _schedule!.WantsSending ? " wants-sending" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{said}{wants} wake={_schedule.WakeAt.TotalSeconds:0.###} "
                + $"lost={_schedule.Clock.LostAt.TotalSeconds:0.###}");
    }

    private string Grant(string at, string ttl, string spread)
    {
        var clock = LeaseClock.Of(At(at), long.Parse(ttl, CultureInfo.InvariantCulture), null);
        _schedule = new KeepAliveSchedule(clock, null, At(at), double.Parse(spread, CultureInfo.InvariantCulture));
        return "granted";
    }

    private static TimeSpan At(string seconds) =>
        TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));

    private static string Done(Action action)
    {
        action();
        return "ok";
    }
}
