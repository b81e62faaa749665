using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the output of a test.</summary>
internal sealed class TestOutputLogger(ITestOutputHelper output, string? prefix) : DefaultLogger
{
    public static Props Props(ITestOutputHelper output, string? prefix) =>
        Actor.Props.Create(() => new TestOutputLogger(output, prefix));

    protected override bool Receive(object message)
    {
        if (message is InitializeLogger start)
        {
            start.LoggingBus.Subscribe(Self, typeof(LogEvent));
        }

        return base.Receive(message);
    }

    protected override void Print(LogEvent logEvent)
    {
        string line = ConsoleLog.Render(logEvent);
        try
        {
            output.WriteLine(prefix is null ? line : $"[{prefix}] {line}");
        }
        catch (InvalidOperationException)
        {
            // The test is over, and its output closed; the system may end a little later.
        }
    }
}
