using Akka.Event;

namespace Akka.Actor;

/// <summary>The listeners of the runtime on the event stream.</summary>
internal static class SystemListeners
{
    public static void Start(ActorSystemImpl system)
    {
        if (system.Settings.LogDeadLetters > 0)
        {
            LocalActorRef listener = system.SystemActorOf(
                DeadLetterListenerActor.Props(system.Settings.LogDeadLetters), "deadLetterListener");
            system.EventStream.Subscribe(listener, typeof(DeadLetter));
            system.Extension(_ => new Listener(listener));
        }

        if (system.Settings.DebugUnhandledMessage)
        {
            LocalActorRef listener = system.SystemActorOf(UnhandledListenerActor.Props(), "unhandledMessageForwarder");
            system.EventStream.Subscribe(listener, typeof(UnhandledMessage));
        }
    }

    public static void StopDeadLetterListener(ActorSystemImpl system)
    {
        if (system.Extension(_ => new Listener(Ref: null)).Ref is { } listener)
        {
            system.EventStream.Unsubscribe(listener);
        }
    }

    private sealed record Listener(LocalActorRef? Ref);
}

/// <summary>Logs messages that their receivers had no handler for.</summary>
internal sealed class UnhandledListenerActor : UntypedActor
{
    public static Props Props() => Actor.Props.Create(() => new UnhandledListenerActor());

    protected override void OnReceive(object message)
    {
        if (message is UnhandledMessage unhandled)
        {
            Context.System.EventStream.Publish(new Debug(
                unhandled.Recipient.Path.ToString(),
                unhandled.Recipient.GetType(),
                $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));
        }
    }
}
