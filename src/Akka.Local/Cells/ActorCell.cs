using System.Diagnostics;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The life of one actor behind its reference: creation, messages, end. What fails goes to the parent.
/// </summary>
internal sealed partial class ActorCell(
    ActorSystemImpl system, LocalActorRef self, Props props, LocalActorRef? parent, bool onCallersThread)
    : Mailbox(system.Throughput, onCallersThread), IUntypedActorContext
{
    private ActorBase? _actor;
    private Envelope _current;
    private Stack<Receive>? _behaviors;
    private Stashing.MessageStash? _stash;

    public ActorSystem System => system;

    public ActorSystemImpl SystemImpl => system;

    public LocalActorRef Self => self;

    IActorRef IActorContext.Self => self;

    public IActorRef Sender => _current.Sender ?? system.DeadLetters;

    public IActorRef Parent => parent ?? (IActorRef)ActorRefs.Nobody;

    public Props Props { get; } = props;

    /// <summary>The message being handled; the failed one while the actor waits for its supervisor.</summary>
    public Envelope Current => _current;

    /// <summary>The actor itself, for a test that looks inside.</summary>
    public ActorBase? Actor => _actor;

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behaviors ??= new Stack<Receive>(1);
        _behaviors.TryPop(out _);
        _behaviors.Push(receive);
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (_behaviors ??= new Stack<Receive>(2)).Push(receive);
    }

    public void UnbecomeStacked() => _behaviors?.TryPop(out _);

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handling(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handling(receive));

    /// <summary>Puts a message that was stashed before all others; called last for the one to come first.</summary>
    public void Unstash(Envelope envelope) => PutInFront(envelope);

    protected override void OnMessage(in Envelope envelope)
    {
        _current = envelope;
        try
        {
            Handle(envelope.Message);
            _current = default;
        }
        catch (Exception cause)
        {
            Fail(cause);
        }

        RestartReceiveTimeout(envelope.Message);
    }

    protected override void OnSystemMessage(SystemMessage message)
    {
        if (MustWait(message))
        {
            (_deferred ??= new Queue<SystemMessage>()).Enqueue(message);
            return;
        }

        HandleSystem(message);
        HandleDeferred();
    }

    protected override void ToDeadLetters(in Envelope envelope)
    {
        // A listener that has ended must not make dead letters out of dead letters.
        if (envelope.Message is not AllDeadLetters)
        {
            system.DeadLetters.Tell(
                new DeadLetter(envelope.Message, envelope.Sender ?? system.DeadLetters, self), envelope.Sender);
        }
    }

    protected override void AfterTheEnd(SystemMessage message) => self.SendSystemMessage(message);

    private static Receive Handling(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return message =>
        {
            receive(message);
            return true;
        };
    }

    private void Handle(object message)
    {
        if (message is IAutoReceivedMessage)
        {
            HandleItself(message);
        }
        else if (message is TimerMessage timer)
        {
            if (timer.Unpack(_actor!) is { } inner)
            {
                ToBehavior(inner);
            }
        }
        else
        {
            ToBehavior(message);
        }
    }

    private void HandleItself(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                OnTerminated(terminated);
                break;
            case PoisonPill:
                Stop(self);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            default:
                ToBehavior(message);
                break;
        }
    }

    private void ToBehavior(object message)
    {
        ActorBase actor = _actor!;
        bool handled = _behaviors is { Count: > 0 } behaviors
            ? behaviors.Peek()(message)
            : actor.ReceiveFirst(message);
        if (!handled)
        {
            actor.ReportUnhandled(message);
        }
    }

    private void HandleSystem(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Create:
                    Start();
                    break;
                case Watch watch:
                    AddWatcher(watch);
                    break;
                case Unwatch unwatch:
                    RemoveWatcher(unwatch);
                    break;
                case DeathWatchNotification notification:
                    OnDeath(notification);
                    break;
                case Failed failed:
                    OnFailed(failed);
                    break;
                case Suspend:
                    SuspendMessages();
                    SuspendChildren(except: null);
                    break;
                case Resume resume:
                    OnResume(resume.CausedByFailure);
                    break;
                case Recreate recreate:
                    OnRecreate(recreate.Cause);
                    break;
                case Terminate:
                    OnTerminate();
                    break;
                default:
                    throw new UnreachableException(message.GetType().Name);
            }
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
    }

    private void Start()
    {
        try
        {
            _actor = NewActor();
            _actor.BeforeStart();
            RestartReceiveTimeout(message: null);
        }
        catch (Exception cause)
        {
            _actor = null;
            throw new ActorInitializationException(
                self, "Exception during creation", cause);
        }
    }

    private ActorBase NewActor()
    {
        _behaviors = null;
        ActorBase actor = Props.New();
        if (actor is IActorStash stashing)
        {
            _stash = new Stashing.MessageStash(this);
            stashing.Stash = _stash;
        }

        (actor as ReceiveActor)?.EndOfConstructor();
        return actor;
    }

    private void Publish(LogEvent logEvent) => system.EventStream.Publish(logEvent);

    private void PublishError(Exception cause, string message) =>
        Publish(new Error(cause, self.Path.ToString(), Props.Type, message));
}
