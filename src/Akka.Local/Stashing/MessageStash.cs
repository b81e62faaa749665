using Akka.Actor;

namespace Akka.Stashing;

/// <summary>The stash of one actor.</summary>
internal sealed class MessageStash(ActorCell cell) : IStash
{
    private List<Envelope> _stashed = [];

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => _stashed.Count > 0;

    public void Stash()
    {
        Envelope current = cell.Current;
        if (_stashed.Count > 0 && ReferenceEquals(_stashed[^1].Message, current.Message)
            && ReferenceEquals(_stashed[^1].Sender, current.Sender))
        {
            throw new IllegalActorStateException($"Can't stash the same message {current.Message} more than once");
        }

        _stashed.Add(current);
    }

    public void Unstash()
    {
        if (_stashed.Count > 0)
        {
            Envelope oldest = _stashed[0];
            _stashed.RemoveAt(0);
            cell.Unstash(oldest);
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        List<Envelope> all = Take();
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (predicate(all[i]))
            {
                cell.Unstash(all[i]);
            }
        }
    }

    public IEnumerable<Envelope> ClearStash() => Take();

    private List<Envelope> Take()
    {
        List<Envelope> all = _stashed;
        _stashed = [];
        return all;
    }
}
