namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>How much the peer may send, of a stream or of the connection, and when it is allowed more (G14).</summary>
/// <param name="size">The window when nothing is owed.</param>
/// <remarks>What a slow reader has not used up keeps the window shut. Only for the rest of a message that is larger
/// than the window it is opened all the same: it would never come else.</remarks>
internal struct ReceiveWindow(int size)
{
    private readonly int _size = size;
    private long _held;

    /// <summary>What the peer may still send.</summary>
    public int Available { get; private set; } = size;

    /// <summary>Whether half of the window is due: less is not worth a frame.</summary>
    public readonly bool IsDue => Due >= _size / 2;

    private readonly long Due => _size - _held - Available;

    /// <summary>Counts what came.</summary>
    /// <returns>False if the peer was not allowed so much.</returns>
    public bool TryTake(int bytes)
    {
        if (bytes > Available)
        {
            return false;
        }

        Available -= bytes;
        return true;
    }

    /// <summary>What came is kept, or will be by a slow reader.</summary>
    public void Hold(int bytes) => _held += bytes;

    /// <summary>So much of it was used up.</summary>
    public void Use(int bytes) => _held = Math.Max(0, _held - bytes);

    /// <summary>By how much the window is to be opened now; 0 is not yet.</summary>
    /// <param name="missing">How much of a message that has begun is still to come; 0 if none has.</param>
    public int TakeDue(long missing)
    {
        int grant = 0;
        if (IsDue)
        {
            grant = (int)Due;
        }
        else if (missing > Available && Available < _size / 2)
        {
            grant = (int)Math.Min(missing, _size) - Available;
        }

        Available += grant;
        return grant;
    }
}
