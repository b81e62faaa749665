using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>The supervisor behind <see cref="BackoffSupervisor.Props(BackoffOptions)"/>.</summary>
/// <remarks>
/// <para><b>States.</b> Up while there is a child; down, with a start scheduled, while there is none.</para>
/// <para><b>Pure part.</b> How long to wait, and whether at all, is <see cref="BackoffPlan"/>'s.</para>
/// <para><b>Failure.</b> A child that stops, or that the plan stops for its failure, is started again later.</para>
/// </remarks>
internal sealed class BackoffSupervisorActor(BackoffPlan plan) : UntypedActor
{
    private IActorRef? _child;
    private int _restarts;
    private bool _finalStopSeen;

    public static Props Props(BackoffPlan plan) => Actor.Props.Create(() => new BackoffSupervisorActor(plan));

    // On failure a restart becomes a stop: the start that follows the stop is the restart, after its wait.
    protected override SupervisorStrategy SupervisorStrategy() => plan.OnFailure
        ? new OneForOneStrategy(cause => plan.Strategy.Decider.Decide(cause) switch
        {
            Directive.Restart => Directive.Stop,
            var other => other,
        })
        : plan.Strategy;

    protected override void PreStart() => StartChild();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated { ActorRef: var ended } when ended.Equals(_child):
                OnChildEnded();
                break;
            case Start:
                StartChild();
                break;
            case ForgetRestarts { At: var at }:
                _restarts = at == _restarts ? 0 : _restarts;
                break;
            case BackoffSupervisor.Reset when plan.ResetAfter is null:
                _restarts = 0;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(_restarts));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(_child ?? ActorRefs.Nobody));
                break;
            default:
                Pass(message);
                break;
        }
    }

    private void OnChildEnded()
    {
        _child = null;
        if (_finalStopSeen)
        {
            Context.Stop(Self);
        }
        else if (!plan.MayStartAgain(_restarts))
        {
            Context.GetLogger().Debug(
                "Terminating, because [{0}] was started again {1} times.", plan.ChildName, _restarts);
            Context.Stop(Self);
        }
        else
        {
            TimeSpan delay = plan.DelayAfter(_restarts++);
            Context.System.Scheduler.ScheduleTellOnce(delay, Self, Start.Instance, Self);
        }
    }

    private void StartChild()
    {
        if (_child is not null)
        {
            return;
        }

        _child = Context.Watch(Context.ActorOf(plan.Child, plan.ChildName));
        if (plan.ResetAfter is { } after)
        {
            Context.System.Scheduler.ScheduleTellOnce(after, Self, new ForgetRestarts(_restarts), Self);
        }
    }

    private void Pass(object message)
    {
        bool final = plan.IsFinalStop?.Invoke(message) ?? false;
        if (_child is not null && _child.Equals(Sender))
        {
            // The child answers its parent; whoever made the supervisor takes itself for that.
            Context.Parent.Forward(message);
        }
        else if (_child is not null)
        {
            _finalStopSeen |= final;
            _child.Forward(message);
        }
        else if (final)
        {
            Context.Stop(Self);
        }
        else if (plan.ReplyWhileStopped is { } reply)
        {
            Sender.Tell(reply);
        }
        else
        {
            Context.System.DeadLetters.Forward(message);
        }
    }

    private sealed class Start : IDeadLetterSuppression
    {
        public static readonly Start Instance = new();
    }

    private sealed record ForgetRestarts(int At) : IDeadLetterSuppression;
}
