using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// What the references of this runtime have in common: one object per incarnation, so identity is equality.
/// </summary>
internal abstract class InternalActorRef(ActorSystemImpl system) : IInternalActorRef
{
    public ActorSystemImpl? System { get; } = system;

    public abstract ActorPath Path { get; }

    public abstract bool IsTerminated { get; }

    public IActorRef Identity => this;

    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
        {
            InvalidMessageException.Throw();
        }

        Deliver(message, sender);
    }

    public abstract void SendSystemMessage(SystemMessage message);

    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is IInternalActorRef wrapper && ReferenceEquals(this, wrapper.Identity));

    public int CompareTo(IActorRef? other)
    {
        int byPath = Path.CompareTo(other?.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other!.Path.Uid);
    }

    public override bool Equals(object? obj) => Equals(obj as IActorRef);

    public override int GetHashCode() => global::System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    protected abstract void Deliver(object message, IActorRef? sender);

    /// <summary>Answers system messages for an actor that is no more: whoever watches it learns so at once.</summary>
    protected void AnswerForTheDead(SystemMessage message)
    {
        if (message is Watch watch)
        {
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: false));
        }
    }
}
