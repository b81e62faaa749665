namespace Akka.Dispatch.SysMsg;

/// <summary>System messages of one cell: many put in, one takes all out; closed once, for ever.</summary>
/// <remarks>A stack of messages linked through themselves, turned around when it is taken: no allocation.</remarks>
internal struct SystemQueue
{
    private static readonly SystemMessage Closed = new Create();

    private SystemMessage? _last;

    /// <summary>Whether there is something to take.</summary>
    public readonly bool HasMessages => Volatile.Read(in _last) is { } last && !ReferenceEquals(last, Closed);

    /// <summary>False when the queue is closed: the message is still the caller's.</summary>
    public bool TryPut(SystemMessage message)
    {
        while (true)
        {
            SystemMessage? last = Volatile.Read(ref _last);
            if (ReferenceEquals(last, Closed))
            {
                return false;
            }

            message.Next = last;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _last, message, last), last))
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Everything that is in, oldest first, linked by <see cref="SystemMessage.Next"/>; null when empty.
    /// </summary>
    public SystemMessage? TakeAll()
    {
        SystemMessage? last = Volatile.Read(ref _last);
        if (last is null || ReferenceEquals(last, Closed))
        {
            return null;
        }

        return Reversed(Interlocked.Exchange(ref _last, null));
    }

    /// <summary>Ends the queue and gives out what was in it.</summary>
    public SystemMessage? Close() => Reversed(Interlocked.Exchange(ref _last, Closed));

    private static SystemMessage? Reversed(SystemMessage? message)
    {
        SystemMessage? first = null;
        while (message is not null && !ReferenceEquals(message, Closed))
        {
            SystemMessage? older = message.Next;
            message.Next = first;
            first = message;
            message = older;
        }

        return first;
    }
}
