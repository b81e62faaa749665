namespace Akka.Semantics.Tests.Stress;

/// <summary>What one run has sent, seen and lost; outside of the actors, so that it outlives their restarts.</summary>
internal sealed class Ledger(int senders, int receivers, long total)
{
    private readonly int[] _sent = new int[senders * receivers];
    private readonly int[] _handled = new int[senders * receivers];
    private readonly Dictionary<(int Pair, int Number), int> _dead = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _accounted;
    private long _incarnations;
    private long _alive;
    private string? _firstFault;

    /// <summary>Ends when each message was handled or became a dead letter.</summary>
    public Task Complete => _complete.Task;

    public long Accounted => Interlocked.Read(ref _accounted);

    /// <summary>Incarnations that have been made.</summary>
    public long Incarnations => Interlocked.Read(ref _incarnations);

    /// <summary>Incarnations that have been made and not ended.</summary>
    public long Alive => Interlocked.Read(ref _alive);

    /// <summary>The first broken promise; null for none.</summary>
    public string? Fault => Volatile.Read(ref _firstFault);

    /// <summary>The number of the next message of a pair, from 1; called by its sender only.</summary>
    public int Next(int sender, int receiver) => ++_sent[Pair(sender, receiver)];

    /// <summary>Called in the receiver's turn: numbers of a pair come without a gap, and none twice.</summary>
    public void Handle(int sender, int receiver, int number)
    {
        int expected = ++_handled[Pair(sender, receiver)];
        if (number != expected)
        {
            Report($"{sender}->{receiver}: handled {number}, expected {expected}.");
        }

        Count();
    }

    /// <summary>
    /// Called in the turn of the one listener. Dead letters have no order; but none was handled as well.
    /// </summary>
    public void Lose(int sender, int receiver, int number)
    {
        int pair = Pair(sender, receiver);
        if (!_dead.TryAdd((pair, number), number))
        {
            Report($"{sender}->{receiver}: {number} is a dead letter twice.");
        }

        if (number <= Volatile.Read(ref _handled[pair]))
        {
            Report($"{sender}->{receiver}: {number} was handled and is a dead letter.");
        }

        Count();
    }

    public void Born()
    {
        Interlocked.Increment(ref _incarnations);
        Interlocked.Increment(ref _alive);
    }

    public void Ended() => Interlocked.Decrement(ref _alive);

    /// <summary>Whether what was not handled is, to the last message, a dead letter; asked after the end.</summary>
    public bool IsBalanced => Enumerable.Range(0, _sent.Length).All(pair =>
        Enumerable.Range(_handled[pair] + 1, _sent[pair] - _handled[pair])
            .All(number => _dead.ContainsKey((pair, number))));

    private int Pair(int sender, int receiver) => (sender * receivers) + receiver;

    private void Count()
    {
        if (Interlocked.Increment(ref _accounted) == total)
        {
            _complete.TrySetResult();
        }
    }

    private void Report(string fault) => Interlocked.CompareExchange(ref _firstFault, fault, null);
}
