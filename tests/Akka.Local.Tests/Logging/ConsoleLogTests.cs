using Akka.Event;

namespace Akka.Local.Tests.Logging;

/// <summary>
/// Goal: an event is one readable line, and one that cannot be rendered is not lost.
/// Method: events made by hand.
/// </summary>
public sealed class ConsoleLogTests
{
    [Fact]
    public void A_line_has_level_time_thread_source_and_text()
    {
        string line = ConsoleLog.Render(new Warning("source", typeof(ConsoleLogTests), "text"));

        Assert.Matches(@"^\[WARNING\]\[[^\]]+Z\]\[Thread \d{4}\]\[source\] text$", line);
    }

    [Fact]
    public void A_cause_follows_the_line()
    {
        string text = ConsoleLog.Render(new Error(new FormatException("why"), "source", typeof(string), "text"));

        Assert.Contains("Cause: System.FormatException: why", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_cannot_be_rendered_is_shown_with_its_arguments()
    {
        var message = new TemplateMessage(DefaultLogMessageFormatter.Instance, "named {Revision}", [7]);

        string text = ConsoleLog.Render(new Info("source", typeof(string), message));

        Assert.StartsWith("[ERROR]", text, StringComparison.Ordinal);
        Assert.Contains("named {Revision}", text, StringComparison.Ordinal);
        Assert.Contains("args: [7]", text, StringComparison.Ordinal);
    }
}
