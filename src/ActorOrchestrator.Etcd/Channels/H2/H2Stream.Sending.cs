using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>What the connection keeps about sending. Guarded by the connection's gate.</content>
internal sealed partial class H2Stream
{
    private int _id;
    private PooledBuffer? _unsent;

    /// <summary>The id of the stream; 0 before it is open. Stays after the end.</summary>
    public int Id
    {
        get => _id;
        set => Volatile.Write(ref _id, value);
    }

    /// <summary>Where the call stands.</summary>
    public Stand Place { get; set; }

    /// <summary>What the peer lets us send; negative after it has shrunk the windows of open streams.</summary>
    public int SendWindow { get; set; }

    /// <summary>Whether the caller has sent its last.</summary>
    public bool IsLastSent { get; private set; }

    /// <summary>Whether END_STREAM is written.</summary>
    public bool IsEndWritten { get; set; }

    /// <summary>What is framed for gRPC and waits for a place or a window.</summary>
    public ReadOnlySpan<byte> Unsent => _unsent is null ? default : _unsent.Span;

    /// <summary>Whether there is something to write: messages or the end.</summary>
    public bool HasUnsent => _unsent is { Length: > 0 } || (IsLastSent && !IsEndWritten);

    /// <summary>The list that the stream is in.</summary>
    public StreamList? List { get; set; }

    /// <summary>Neighbour in <see cref="List"/>.</summary>
    public H2Stream? Next { get; set; }

    /// <summary>Neighbour in <see cref="List"/>.</summary>
    public H2Stream? Previous { get; set; }

    /// <summary>Notes that nothing will follow.</summary>
    public void NoteLast() => IsLastSent = true;

    /// <summary>Keeps a message until it may be written.</summary>
    public void Keep(IMessage message, int frameBytes)
    {
        _unsent ??= new PooledBuffer();
        int before = _unsent.Length;
        _ = _unsent.GetSpan(frameBytes);
        try
        {
            GrpcFrameWriter.Write(_unsent, message, frameBytes - GrpcFrameWriter.PrefixBytes);
        }
        catch
        {
            // The message changed while it was written: what stood before it stays whole.
            _unsent.Truncate(before);
            throw;
        }
    }

    /// <summary>Forgets the beginning of <see cref="Unsent"/>, which is written.</summary>
    public void DropUnsent(int bytes)
    {
        _unsent?.Consume(bytes);
        if (_unsent is { Length: 0 })
        {
            _unsent.Release();
        }
    }

    /// <summary>Forgets all that is unsent.</summary>
    /// <returns>How much it was.</returns>
    public int DropAllUnsent()
    {
        int bytes = Unsent.Length;
        _unsent?.Release();
        _unsent = null;
        return bytes;
    }
}
