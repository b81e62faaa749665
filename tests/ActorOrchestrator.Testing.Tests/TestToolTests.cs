using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Testing.Tests;

/// <summary>
/// Goal: the small tools: a clock by hand, a log that is kept, and transcripts that are compared.
/// Method: each used as a test would use it; transcripts that are right and wrong lie in testdata.
/// </summary>
public sealed class TestToolTests
{
    private static readonly Action<ILogger, int, Exception?> LogRevision =
        LoggerMessage.Define<int>(LogLevel.Information, new EventId(7), "Revision is {Revision}.");

    [Fact]
    public void A_clock_by_hand_moves_when_it_is_told_to_and_never_back()
    {
        var clock = new HandClock();
        clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(90), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), clock.GetElapsedTime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_recording_log_keeps_rendered_lines_by_their_event_id()
    {
        var log = new RecordingLog();
        LogRevision(log, 3, null);
        LogRevision(log, 4, null);

        Assert.Equal(["Revision is 3.", "Revision is 4."], log.Of(7));
        Assert.Empty(log.Of(8));
    }

    [Fact]
    public void A_transcript_that_holds_is_silent() => Transcript.Run("transcripts/right.txt", Handle);

    [Fact]
    public void A_transcript_that_does_not_hold_is_shown_with_file_and_line()
    {
        TranscriptException error =
            Assert.Throws<TranscriptException>(() => Transcript.Run("transcripts/wrong.txt", Handle));

        Assert.Contains("wrong.txt:5\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("actual\nadd 2 3\n----\n5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transcript_that_is_not_there_is_named() =>
        Assert.Contains(
            "testdata/transcripts/none.txt",
            Assert.Throws<FileNotFoundException>(() => Transcript.Run("transcripts/none.txt", Handle)).Message,
            StringComparison.Ordinal);

    private static string Handle(string[] words) => words switch
    {
        ["add", var left, var right] => $"{int.Parse(left, null) + int.Parse(right, null)}",
        _ => throw new ArgumentException($"Unknown command '{string.Join(' ', words)}'.", nameof(words)),
    };
}
