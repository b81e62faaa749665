using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Publishes what reached nobody.</summary>
internal sealed class DeadLetterActorRef(ActorSystemImpl system, ActorPath path) : InternalActorRef(system)
{
    public override ActorPath Path { get; } = path;

    public override bool IsTerminated => false;

    public override void SendSystemMessage(SystemMessage message) => AnswerForTheDead(message);

    protected override void Deliver(object message, IActorRef? sender)
    {
        AllDeadLetters letter = message as AllDeadLetters ?? new DeadLetter(message, sender ?? this, this);
        System!.EventStream.Publish(letter.Message is IDeadLetterSuppression suppressed && letter is DeadLetter
            ? new SuppressedDeadLetter(suppressed, letter.Sender, letter.Recipient)
            : letter);
    }
}
