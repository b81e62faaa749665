using Akka.Actor;

namespace Benchmarks;

/// <summary>Sends back what it gets.</summary>
internal sealed class EchoActor : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message, Self);
}

/// <summary>Keeps some messages in flight to a partner until enough have come back.</summary>
internal sealed class PingActor(IActorRef partner, int rounds, int inFlight, ManualResetEventSlim done) : UntypedActor
{
    public static readonly object Go = new();
    private static readonly object Ball = new();

    private int _left = rounds;

    protected override void OnReceive(object message)
    {
        if (ReferenceEquals(message, Go))
        {
            for (var i = 0; i < inFlight; i++)
            {
                partner.Tell(Ball, Self);
            }
        }
        else if (--_left > 0)
        {
            partner.Tell(message, Self);
        }
        else if (_left == 0)
        {
            done.Set();
        }
    }
}

/// <summary>Counts.</summary>
internal sealed class CountActor(int expected, ManualResetEventSlim done) : UntypedActor
{
    private int _left = expected;

    protected override void OnReceive(object message)
    {
        if (--_left == 0)
        {
            done.Set();
        }
    }
}

/// <summary>Makes many children, and perhaps stops them; ends when all have started, or have stopped.</summary>
internal sealed class ParentActor(int children, bool stop, CountdownEvent done) : UntypedActor
{
    public static readonly object Go = new();
    public static readonly object Started = new();

    private readonly int _children = children;
    private int _left = children;

    protected override void OnReceive(object message)
    {
        if (ReferenceEquals(message, Go))
        {
            var props = Props.Create(() => new ChildActor());
            for (var i = 0; i < _children; i++)
            {
                IActorRef child = Context.ActorOf(props);
                if (stop)
                {
                    Context.Watch(child);
                    Context.Stop(child);
                }
            }
        }
        else if (ReferenceEquals(message, Started) == !stop && --_left == 0)
        {
            done.Signal();
        }
    }
}

/// <summary>Says that it has started, and does nothing.</summary>
internal sealed class ChildActor : UntypedActor
{
    protected override void PreStart() => Context.Parent.Tell(ParentActor.Started, Self);

    protected override void OnReceive(object message)
    {
    }
}
