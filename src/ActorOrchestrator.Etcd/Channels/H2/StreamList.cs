namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Streams that wait, in the order in which they came; any of them may leave. Guarded by the gate.</summary>
internal sealed class StreamList
{
    private H2Stream? _last;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Who waits longest.</summary>
    public H2Stream? First { get; private set; }

    /// <summary>Adds a stream at the end, unless it is here already.</summary>
    public void Add(H2Stream stream)
    {
        if (stream.List is not null)
        {
            return;
        }

        stream.List = this;
        stream.Previous = _last;
        if (_last is null)
        {
            First = stream;
        }
        else
        {
            _last.Next = stream;
        }

        _last = stream;
        Count++;
    }

    /// <summary>Takes a stream out, if it is here.</summary>
    public void Remove(H2Stream stream)
    {
        if (stream.List != this)
        {
            return;
        }

        if (stream.Previous is null)
        {
            First = stream.Next;
        }
        else
        {
            stream.Previous.Next = stream.Next;
        }

        if (stream.Next is null)
        {
            _last = stream.Previous;
        }
        else
        {
            stream.Next.Previous = stream.Previous;
        }

        stream.List = null;
        stream.Next = stream.Previous = null;
        Count--;
    }
}
