using Akka.Event;

namespace Akka.Actor;

/// <summary>Handles one message; false says that it was not handled.</summary>
public delegate bool Receive(object message);

/// <summary>Handles one message.</summary>
public delegate void UntypedReceive(object message);

/// <summary>State and behaviour that only its own messages reach, one at a time.</summary>
/// <remarks>
/// Made only by <see cref="IActorRefFactory.ActorOf"/>. <see cref="Context"/>, <see cref="Self"/> and
/// <see cref="Sender"/> belong to the message being handled: capture them before a task starts.
/// </remarks>
public abstract class ActorBase
{
    private readonly ActorCell _cell;
    private SupervisorStrategy? _strategy;

    /// <summary>Takes the context of the actor that is being created.</summary>
    /// <exception cref="ActorInitializationException">The constructor was called directly.</exception>
    protected ActorBase()
    {
        _cell = CurrentCell.Value ?? throw new ActorInitializationException(
            $"Do not create {GetType()} by its constructor: give Props.Create(() => new {GetType().Name}(…)) to " +
            "ActorOf.");
        if (this is IWithTimers timed)
        {
            timed.Timers = new ActorTimers(_cell);
        }
    }

    /// <summary>The context of the actor that is running on this thread.</summary>
    /// <exception cref="NotSupportedException">
    /// No actor is running: the call comes from a task or another thread.
    /// </exception>
    protected static IActorContext Context => CurrentCell.Value ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = _ => false;

    /// <summary>This actor's own reference.</summary>
    protected IActorRef Self => IsCleared ? _cell.Self : Context.Self;

    /// <summary>Who sent the message being handled; the dead letters when nobody did.</summary>
    protected IActorRef Sender => Context.Sender;

    internal bool IsCleared { get; set; }

    /// <summary>The strategy for the children, made once per incarnation; Props may name another one.</summary>
    internal SupervisorStrategy Strategy => _strategy ??= _cell.Props.SupervisorStrategy ?? SupervisorStrategy();

    internal bool ReceiveFirst(object message) => Receive(message);

    internal void BeforeStart() => PreStart();

    internal void AfterStop()
    {
        CancelTimers();
        PostStop();
    }

    internal void BeforeRestart(Exception cause, object? message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    internal void AfterRestart(Exception cause) => PostRestart(cause);

    internal void ReportUnhandled(object message) => Unhandled(message);

    /// <summary>Handles a message; the first behaviour. False makes it unhandled.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Called before the first message, and by <see cref="PostRestart"/>.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called after the last message, and by <see cref="PreRestart"/>.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>
    /// Called on the failed instance before a new one is made: stops all children, calls <see cref="PostStop"/>.
    /// </summary>
    /// <param name="reason">What was thrown.</param>
    /// <param name="message">The message that was being handled; null when there was none.</param>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        foreach (IActorRef child in _cell.GetChildren())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance: calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>The strategy for failing children; by default the one that restarts without any limit.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called for what no handler took: publishes <see cref="UnhandledMessage"/>.</summary>
    /// <exception cref="DeathPactException">
    /// The message is <see cref="Terminated"/>: who watches must handle it.
    /// </exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the behaviour on top of the stack.</summary>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the stack.</summary>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    /// <summary>Takes the behaviour on top of the stack off; the first one stays.</summary>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    /// <summary>Asks for <see cref="ReceiveTimeout"/> whenever no message came for so long; null ends it.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    private void CancelTimers()
    {
        if (this is IWithTimers { Timers: { } timers })
        {
            timers.CancelAll();
        }
    }
}
