namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>How much the peer may send, of a stream or of the connection, and when it is allowed more (G14).</summary>
/// <param name="size">The window when nothing is owed.</param>
/// <remarks>What a slow reader has not used up keeps the window shut; what belongs to a message that is not complete
/// does not, or a message larger than the window would never come.</remarks>
internal struct ReceiveWindow(int size)
{
    private readonly int _size = size;
    private long _unused;

    /// <summary>What the peer may still send.</summary>
    public int Available { get; private set; } = size;

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

    /// <summary>A message was handed to a slow reader.</summary>
    public void HandOver(long bytes) => _unused += bytes;

    /// <summary>A slow reader has used up so much.</summary>
    public void Use(int bytes) => _unused = Math.Max(0, _unused - bytes);

    /// <summary>Whether half of the window is due: less is not worth a frame.</summary>
    public readonly bool IsDue => Due >= _size / 2;

    private readonly long Due => _size - _unused - Available;

    /// <summary>By how much the window is to be opened now; 0 is not yet.</summary>
    public int TakeDue()
    {
        if (!IsDue)
        {
            return 0;
        }

        var due = (int)Due;
        Available += due;
        return due;
    }
}
