using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it receives into the queue that the test reads; runs on the threads of its tellers.</summary>
internal sealed class ProbeActor(ReceivedQueue queue) : UntypedActor
{
    private Func<object, bool>? _ignore;
    private AutoPilot _pilot = AutoPilot.NoAutoPilot;

    public static Props Props(ReceivedQueue queue) => Actor.Props.Create(() => new ProbeActor(queue));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InContext work:
                work.Run(Context);
                break;
            case SetIgnore ignore:
                _ignore = ignore.Ignore;
                break;
            case SetPilot pilot:
                _pilot = pilot.Pilot;
                break;
            default:
                OnMessage(message);
                break;
        }
    }

    private void OnMessage(object message)
    {
        if (_pilot.Run(Sender, message) is var next && next is not KeepRunning)
        {
            _pilot = next;
        }

        if (_ignore?.Invoke(message) is not true)
        {
            queue.Add(new Received(message, Sender));
        }
    }

    /// <summary>What not to put into the queue; null for nothing.</summary>
    internal sealed record SetIgnore(Func<object, bool>? Ignore);

    /// <summary>Who sees messages first.</summary>
    internal sealed record SetPilot(AutoPilot Pilot);

    /// <summary>Work that only the actor itself may do, such as watching.</summary>
    internal sealed class InContext(Func<IActorContext, IActorRef> work) : IDeadLetterSuppression
    {
        private readonly TaskCompletionSource<IActorRef> _done =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IActorRef> Done => _done.Task;

        public void Run(IActorContext context)
        {
            try
            {
                _done.TrySetResult(work(context));
            }
            catch (Exception cause)
            {
                // The fault is the test's, not the actor's.
                _done.TrySetException(cause);
            }
        }
    }
}

/// <summary>Numbers the probe actors of one system.</summary>
internal sealed class ProbeNumbers
{
    private int _last;

    public int Next() => Interlocked.Increment(ref _last);
}
