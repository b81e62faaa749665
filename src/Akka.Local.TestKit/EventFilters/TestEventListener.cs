using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>The logger that event filters work in; writes to the console what they do not take.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<Interception> _active = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger start:
                Subscribe(start.LoggingBus);
                return base.Receive(message);
            case Interception.Begin begin:
                _active.Add(begin.Interception);
                begin.Interception.OnBegin();
                return true;
            case Interception.End end:
                _active.Remove(end.Interception);
                return true;
            case Interception.Flush flush:
                flush.Done.TrySetResult();
                return true;
            case LogEvent logEvent:
                OnEvent(logEvent, written: logEvent);
                return true;
            case DeadLetter letter:
                OnDeadLetter(letter);
                return true;
            case UnhandledMessage unhandled:
                OnUnhandled(unhandled);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private void Subscribe(LoggingBus bus)
    {
        bus.Subscribe(Self, typeof(Interception.Begin));
        bus.Subscribe(Self, typeof(Interception.End));
        bus.Subscribe(Self, typeof(Interception.Flush));
        bus.Subscribe(Self, typeof(DeadLetter));
        bus.Subscribe(Self, typeof(UnhandledMessage));
    }

    private void OnDeadLetter(DeadLetter letter)
    {
        string path = letter.Recipient.Path.ToString();
        Type type = letter.Recipient.GetType();
        OnEvent(
            new Warning(path, type, letter),
            new Warning(path, type, $"Received dead letter from {letter.Sender}: {letter.Message}"));
    }

    private void OnUnhandled(UnhandledMessage unhandled)
    {
        var warning = new Warning(
            unhandled.Recipient.Path.ToString(),
            unhandled.Recipient.GetType(),
            $"Unhandled message from {unhandled.Sender}: {unhandled.Message}");
        OnEvent(warning, warning);
    }

    /// <param name="logEvent">What the filters see.</param>
    /// <param name="written">What is written when none of them takes it.</param>
    private void OnEvent(LogEvent logEvent, LogEvent written)
    {
        // The oldest first: an outer filter takes an event before an inner one.
        if (!_active.Exists(interception => interception.Takes(logEvent)))
        {
            Print(written);
        }
    }
}
