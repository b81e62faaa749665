using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private Children? _children;

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        if (name is not null)
        {
            CheckName(name);
        }

        return AddChild(props, name, onCallersThread: false);
    }

    /// <summary>Makes a child whose name may begin with <c>$</c>, or that runs on its callers' threads.</summary>
    public LocalActorRef AddChild(Props childProps, string? name, bool onCallersThread)
    {
        if (IsClosed)
        {
            throw new InvalidOperationException("Cannot create children while terminating or terminated");
        }

        Children children = _children ??= new Children();
        LocalActorRef child = children.Add(name, chosen => new LocalActorRef(
            system, childProps, self, new ChildActorPath(self.Path, chosen, system.NextUid()), onCallersThread));
        child.SendSystemMessage(new Create());
        return child;
    }

    /// <summary>
    /// For guardians, which get children from any thread: whether they still may is asked under a lock.
    /// </summary>
    public void ExpectChildrenFromAnyThread() => _children = new Children();

    public IActorRef Child(string name) => _children is { } children && children.TryGet(name, out ChildStats? stats)
        ? stats.Child
        : ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => _children?.Refs ?? [];

    public void Stop(IActorRef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        _children?.Ends(child);
        ((IInternalActorRef)child).SendSystemMessage(new Terminate());
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0)
        {
            throw new InvalidActorNameException("Actor name must not be empty.");
        }

        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and " +
                "digits, and can only contain these special characters: -_.*$+:@&=,!~';");
        }
    }

    private void StopChildren()
    {
        foreach (IActorRef child in GetChildren())
        {
            Stop(child);
        }
    }

    private void SuspendChildren(IInternalActorRef? except)
    {
        foreach (LocalActorRef child in _children?.Refs ?? [])
        {
            if (!child.Equals(except))
            {
                child.SendSystemMessage(new Suspend());
            }
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? failedChild)
    {
        foreach (LocalActorRef child in _children?.Refs ?? [])
        {
            // Only the child whose failure was escalated needs to hear of it; for the others it is a mere resume.
            child.SendSystemMessage(new Resume(child.Equals(failedChild) ? causedByFailure : null));
        }
    }

    /// <summary>A child is gone: the strategy hears of it, and what waited for it goes on.</summary>
    private void OnChildEnded(IInternalActorRef child)
    {
        if (_children is null)
        {
            return;
        }

        WaitReason waited = _children.Remove(child);
        switch (waited)
        {
            case WaitReason.Creation:
                FinishCreate();
                break;
            case WaitReason.Recreation:
                FinishRecreate();
                break;
            case WaitReason.Termination:
                FinishTerminate();
                break;
            default:
                break;
        }
    }
}
