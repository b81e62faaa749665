using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stopping an actor and knowing when it has ended.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends <see cref="PoisonPill"/> and waits for the end.</summary>
    /// <returns>True when the actor has ended, also when it had before; false when it did not in time.</returns>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends a message that makes the actor stop, and waits for the end.</summary>
    /// <param name="target">Who is to stop.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="stopMessage">What the actor answers by stopping.</param>
    /// <returns>True when the actor has ended, also when it had before; false when it did not in time.</returns>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        ArgumentNullException.ThrowIfNull(target);
        var subject = (IInternalActorRef)target;
        var end = new TerminationRef(subject.System
            ?? throw new NotSupportedException($"{target} is not an actor and cannot be stopped."));
        subject.SendSystemMessage(new Watch(subject, end));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await end.Task.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            subject.SendSystemMessage(new Unwatch(subject, end));
            return false;
        }
    }

    /// <summary>A watcher that is no actor.</summary>
    private sealed class TerminationRef(ActorSystemImpl system) : InternalActorRef(system)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ActorPath _path = system.NextTempPath();

        public Task Task => _ended.Task;

        public override ActorPath Path => _path;

        public override bool IsTerminated => _ended.Task.IsCompleted;

        public override void SendSystemMessage(SystemMessage message)
        {
            if (message is DeathWatchNotification)
            {
                _ended.TrySetResult();
            }
        }

        protected override void Deliver(object message, IActorRef? sender) =>
            System!.DeadLetters.Tell(new Event.DeadLetter(message, sender ?? System.DeadLetters, this), sender);
    }
}
