using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs the first dead letters of a system, then says that it logs no more.</summary>
internal sealed class DeadLetterListenerActor(int logged) : UntypedActor
{
    private int _seen;

    public static Props Props(int logged) => Actor.Props.Create(() => new DeadLetterListenerActor(logged));

    protected override void OnReceive(object message)
    {
        if (message is not DeadLetter letter)
        {
            return;
        }

        _seen++;
        bool last = _seen >= logged;
        string text = $"Message [{letter.Message.GetType().Name}] from {letter.Sender} to {letter.Recipient} was not " +
            $"delivered. [{_seen}] dead letters encountered{(last ? ", no more dead letters will be logged" : "")}. " +
            "If this is not an expected behavior then " + letter.Recipient + " may have terminated unexpectedly. " +
            "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' " +
            "and 'akka.log-dead-letters-during-shutdown'.";
        Context.System.EventStream.Publish(
            new Info(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), text));
        if (last)
        {
            Context.Stop(Self);
        }
    }
}
