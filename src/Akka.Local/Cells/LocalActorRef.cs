using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The reference of an actor with a cell.</summary>
internal sealed class LocalActorRef : InternalActorRef
{
    public LocalActorRef(
        ActorSystemImpl system, Props props, LocalActorRef? parent, ActorPath path, bool onCallersThread = false)
        : base(system)
    {
        Path = path;
        Cell = new ActorCell(system, this, props, parent, onCallersThread);
    }

    public override ActorPath Path { get; }

    public override bool IsTerminated => Cell.IsClosed;

    public ActorCell Cell { get; }

    public override void SendSystemMessage(SystemMessage message)
    {
        if (!Cell.PutSystem(message))
        {
            AnswerForTheDead(message);
        }
    }

    protected override void Deliver(object message, IActorRef? sender) => Cell.Put(message, sender);
}
