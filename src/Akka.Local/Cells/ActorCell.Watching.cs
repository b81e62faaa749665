using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private DeathWatch? _watch;

    public IActorRef Watch(IActorRef subject) => Watch(subject, instead: null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (_watch is not null)
        {
            IActorRef watched = Identity(subject);
            if (_watch.Watching.Remove(watched))
            {
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)watched, self));
            }

            _watch.Queued.Remove(watched);
        }

        return subject;
    }

    private static IActorRef Identity(IActorRef subject) => ((IInternalActorRef)subject).Identity;

    private IActorRef Watch(IActorRef subject, object? instead)
    {
        ArgumentNullException.ThrowIfNull(subject);
        IActorRef watched = Identity(subject);
        if (watched.Equals(self))
        {
            return subject;
        }

        _watch ??= new DeathWatch();
        if (_watch.Watching.TryGetValue(watched, out object? before))
        {
            if (!Equals(before, instead))
            {
                throw new InvalidOperationException(
                    $"Watch({subject}) termination message was not overwritten from [{before ?? "Terminated"}] to " +
                    $"[{instead ?? "Terminated"}]. If this was intended, unwatch first before using Watch / " +
                    "WatchWith with another message.");
            }

            return subject;
        }

        _watch.Watching.Add(watched, instead);
        ((IInternalActorRef)watched).SendSystemMessage(new Watch((IInternalActorRef)watched, self));
        return subject;
    }

    private void AddWatcher(Watch watch)
    {
        if (!watch.Watcher.Equals(self))
        {
            (_watch ??= new DeathWatch()).WatchedBy.Add(watch.Watcher);
        }
    }

    private void RemoveWatcher(Unwatch unwatch) => _watch?.WatchedBy.Remove(unwatch.Watcher);

    /// <summary>The message takes its turn in the queue: all that the dead one sent comes before it.</summary>
    private void OnDeath(DeathWatchNotification notification)
    {
        IActorRef dead = notification.Actor;
        if (_watch is not null && _watch.Watching.Remove(dead, out object? instead))
        {
            if (_children is not { Reason: WaitReason.Termination })
            {
                _watch.Queued[dead] = instead;
                self.Tell(new Terminated(dead, notification.ExistenceConfirmed, addressTerminated: false), dead);
            }
        }

        OnChildEnded(notification.Actor);
    }

    private void OnTerminated(Terminated terminated)
    {
        // Not in the table: unwatched in the meantime, or forged.
        if (_watch is not null && _watch.Queued.Remove(Identity(terminated.ActorRef), out object? instead))
        {
            ToBehavior(instead ?? terminated);
        }
    }

    private void TellWatchers()
    {
        foreach (IInternalActorRef watcher in _watch?.WatchedBy ?? [])
        {
            // The parent was told already; as a watcher it finds the subject in the same notification.
            if (!watcher.Equals(parent))
            {
                watcher.SendSystemMessage(new DeathWatchNotification(self, existenceConfirmed: true));
            }
        }
    }

    private void UnwatchAll()
    {
        foreach (IActorRef watched in _watch?.Watching.Keys.ToArray() ?? [])
        {
            Unwatch(watched);
        }
    }
}
