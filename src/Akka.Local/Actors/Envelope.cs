namespace Akka.Actor;

/// <summary>A message and who sent it; null is nobody.</summary>
public readonly struct Envelope
{
    /// <summary>Joins the two.</summary>
    public Envelope(object message, IActorRef? sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <summary>What was sent.</summary>
    public object Message { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef? Sender { get; }
}
