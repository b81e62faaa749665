using Akka.Actor;
using Akka.Event;

namespace Akka.Semantics.Tests.Stress;

/// <summary>One message of the storm.</summary>
internal sealed record Load(int Sender, int Receiver, int Number, bool Crashes);

/// <summary>Handles its messages, failing at those that say so.</summary>
internal sealed class ReceiverActor : UntypedActor
{
    private readonly Ledger _ledger;

    public ReceiverActor(Ledger ledger)
    {
        _ledger = ledger;
        ledger.Born();
    }

    public static Props Props(Ledger ledger) => Akka.Actor.Props.Create(() => new ReceiverActor(ledger));

    protected override void PostStop() => _ledger.Ended();

    protected override void OnReceive(object message)
    {
        var load = (Load)message;
        _ledger.Handle(load.Sender, load.Receiver, load.Number);
        if (load.Crashes)
        {
            throw new InvalidOperationException("A planned crash.");
        }
    }
}

/// <summary>Parent of some receivers, with one of the strategies.</summary>
internal sealed class ShelterActor(Ledger ledger, Directive onFailure) : UntypedActor
{
    public static Props Props(Ledger ledger, Directive onFailure) =>
        Akka.Actor.Props.Create(() => new ShelterActor(ledger, onFailure));

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => onFailure, loggingEnabled: false);

    protected override void OnReceive(object message)
    {
        if (message is int count)
        {
            Sender.Tell(Enumerable.Range(0, count)
                .Select(_ => Context.ActorOf(ReceiverActor.Props(ledger)))
                .ToArray());
        }
        else
        {
            Sender.Tell(Context.GetChildren().Count());
        }
    }
}

/// <summary>Sends a part of the storm, a batch per turn, so that all senders run at once.</summary>
internal sealed class SenderActor : UntypedActor
{
    private const int BatchSize = 100;
    private const double CrashShare = 0.01;
    private const double PoisonShare = 0.0005;

    private readonly int _id;
    private readonly IActorRef[] _receivers;
    private readonly Ledger _ledger;
    private readonly Random _random;
    private int _left;

    public SenderActor(int id, IActorRef[] receivers, Ledger ledger, int count, int seed)
    {
        (_id, _receivers, _ledger, _left) = (id, receivers, ledger, count);
        _random = new Random(seed);
        Self.Tell("go");
    }

    public static Props Props(int id, IActorRef[] receivers, Ledger ledger, int count, int seed) =>
        Akka.Actor.Props.Create(() => new SenderActor(id, receivers, ledger, count, seed));

    protected override void OnReceive(object message)
    {
        for (int i = Math.Min(BatchSize, _left); i > 0; i--, _left--)
        {
            int receiver = _random.Next(_receivers.Length);
            bool crashes = _random.NextDouble() < CrashShare;
            _receivers[receiver].Tell(new Load(_id, receiver, _ledger.Next(_id, receiver), crashes));
            if (_random.NextDouble() < PoisonShare)
            {
                _receivers[receiver].Tell(PoisonPill.Instance);
            }
        }

        if (_left > 0)
        {
            Self.Tell("go");
        }
    }
}

/// <summary>Writes down what reached nobody.</summary>
internal sealed class LossListenerActor(Ledger ledger) : UntypedActor
{
    public static Props Props(Ledger ledger) => Akka.Actor.Props.Create(() => new LossListenerActor(ledger));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void OnReceive(object message)
    {
        if (message is DeadLetter { Message: Load load })
        {
            ledger.Lose(load.Sender, load.Receiver, load.Number);
        }
        else if (message is "ready?")
        {
            Sender.Tell("ready");
        }
    }
}

/// <summary>Keeps a partner busy for ever, and counts the turns of the pair.</summary>
internal sealed class NeverIdleActor(int pair, TurnShares shares) : UntypedActor
{
    public static Props Props(int pair, TurnShares shares) =>
        Akka.Actor.Props.Create(() => new NeverIdleActor(pair, shares));

    protected override void OnReceive(object message)
    {
        shares.Count(pair);
        Sender.Tell(message);
    }
}

/// <summary>How many messages each of some pairs has handled, until all together have handled enough.</summary>
internal sealed class TurnShares(int pairs, long enough)
{
    private readonly long[] _handled = new long[pairs];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _total;

    public Task Complete => _complete.Task;

    public long[] Handled => [.. _handled.Select((_, i) => Interlocked.Read(ref _handled[i]))];

    public void Count(int pair)
    {
        Interlocked.Increment(ref _handled[pair]);
        if (Interlocked.Increment(ref _total) == enough)
        {
            _complete.SetResult();
        }
    }
}

/// <summary>Does nothing.</summary>
internal sealed class SilentActor : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}
