using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private Queue<SystemMessage>? _deferred;

    /// <summary>Who failed while nobody has decided yet: this actor, or the child whose failure it passed up.</summary>
    private IActorRef? _failed;

    /// <summary>The restart that waits for children to end.</summary>
    private Exception? _recreationCause;

    private bool IsWaitingForChildren =>
        _children is { Reason: WaitReason.Creation or WaitReason.Recreation or WaitReason.Termination };

    private bool MustWait(SystemMessage message) =>
        (message.WaitsForChildren && IsWaitingForChildren)
        || (message.WaitsForSupervisor && IsSuspended && !IsClosed);

    /// <summary>One of them may free those before it, so it goes on until a round changes nothing.</summary>
    private void HandleDeferred()
    {
        for (var progress = true; progress && _deferred is { Count: > 0 };)
        {
            progress = false;
            for (int left = _deferred.Count; left > 0 && _deferred is not null; left--)
            {
                SystemMessage message = _deferred.Dequeue();
                if (MustWait(message))
                {
                    _deferred.Enqueue(message);
                }
                else
                {
                    progress = true;
                    HandleSystem(message);
                }
            }
        }
    }

    /// <summary>Stops handling messages and leaves the rest to the parent.</summary>
    /// <param name="cause">What was thrown, by this actor or by a child whose failure it escalates.</param>
    /// <param name="failedChild">The child that failed; it is suspended already.</param>
    private void Fail(Exception cause, IInternalActorRef? failedChild = null)
    {
        if (_failed is not null || IsClosed)
        {
            return;
        }

        SuspendMessages();
        _failed = failedChild ?? (IActorRef)self;
        SuspendChildren(failedChild);
        if (parent is null)
        {
            // The root has nobody above: what it cannot supervise ends the system.
            OnTerminate();
            return;
        }

        parent.SendSystemMessage(new Failed(self, cause, self.Path.Uid));
    }

    private void OnFailed(Failed failed)
    {
        _current = new Envelope(failed, failed.Child);
        if (_children is { } children && children.TryGet(failed.Child, out ChildStats? stats)
            && stats.Child.Path.Uid == failed.Uid)
        {
            if (!_actor!.Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, children.Stats))
            {
                Fail(failed.Cause, failed.Child);
                return;
            }
        }

        _current = default;
    }

    private void OnResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            // It could not be created: there is nothing to resume.
            OnCreateAgain();
            return;
        }

        IActorRef? failed = _failed;
        ResumeMessages();
        if (causedByFailure is not null)
        {
            _failed = null;
        }

        ResumeChildren(causedByFailure, failed);
    }

    private void OnRecreate(Exception cause)
    {
        if (_actor is null)
        {
            OnCreateAgain();
            return;
        }

        if (IsWaitingForChildren)
        {
            // Already on its way out: keep the suspensions balanced.
            OnResume(causedByFailure: null);
            return;
        }

        try
        {
            _actor.BeforeRestart(cause, _current.Message);
            _stash?.UnstashAll();
        }
        catch (Exception second)
        {
            // A failure of the hook changes nothing: the new instance comes anyway.
            PublishError(new PreRestartException(self, second, cause, _current.Message), second.Message);
        }

        _actor.IsCleared = true;
        _recreationCause = cause;
        if (_children is null || !_children.WaitFor(WaitReason.Recreation))
        {
            FinishRecreate();
        }
    }

    private void FinishRecreate()
    {
        Exception cause = _recreationCause!;
        _recreationCause = null;
        LocalActorRef[] survivors = _children?.Refs ?? [];
        _current = default;
        ResumeMessages();
        _failed = null;
        try
        {
            _actor = NewActor();
            _actor.AfterRestart(cause);
            foreach (LocalActorRef survivor in survivors)
            {
                survivor.SendSystemMessage(new Recreate(cause));
            }
        }
        catch (Exception second)
        {
            _actor = null;
            Fail(new PostRestartException(self, second, cause));
        }
    }

    private void OnCreateAgain()
    {
        SetReceiveTimeout(timeout: null);
        StopChildren();
        if (_children is null || !_children.WaitFor(WaitReason.Creation))
        {
            FinishCreate();
        }
    }

    private void FinishCreate()
    {
        ResumeMessages();
        _failed = null;
        try
        {
            Start();
        }
        catch (ActorInitializationException cause)
        {
            Fail(cause);
        }
    }

    private void OnTerminate()
    {
        SetReceiveTimeout(timeout: null);
        UnwatchAll();
        StopChildren();
        bool wasTerminating = _children is { Reason: WaitReason.Termination };
        if (_children is not null && _children.WaitFor(WaitReason.Termination))
        {
            if (!wasTerminating)
            {
                // No user message while the children end, and no failure goes up any more.
                SuspendMessages();
                _failed = self;
            }
        }
        else
        {
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        // In this order: the hook, the queue, the parent, the watchers. A parent that watches relies on it.
        try
        {
            // Also of a failed instance whose restart waits for children, though PreRestart called it before: as Akka.
            _actor?.AfterStop();
        }
        catch (Exception cause)
        {
            PublishError(cause, cause.Message);
        }

        try
        {
            _stash?.UnstashAll();
            system.EventStream.Unsubscribe(self);
            Close();
        }
        finally
        {
            parent?.SendSystemMessage(new DeathWatchNotification(self, existenceConfirmed: true));
            TellWatchers();
            UnwatchAll();
            if (_actor is not null)
            {
                _actor.IsCleared = true;
            }

            // The reference may live on for long; what the actor held should not.
            (_actor, _behaviors, _stash, _current, _deferred) = (null, null, null, default, null);
            if (parent is null)
            {
                system.OnRootEnded();
            }
        }
    }
}
