using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>One call: a stream of HTTP/2, or what waits to become one.</summary>
/// <remarks>
/// <para>It joins a connection with the first thing that is sent, so that the sink cannot be called before
/// <see cref="IEtcdTransport.Open"/> has returned.</para>
/// <para><b>Threads.</b> What concerns sending is guarded by the connection's gate. What concerns receiving belongs to
/// the connection's read loop, while it holds the stream's turn.</para>
/// </remarks>
internal sealed partial class H2Stream : IEtcdCall
{
    private readonly H2Transport _transport;
    private H2Connection? _connection;

    /// <summary>Makes a call that no connection knows yet.</summary>
    public H2Stream(H2Transport transport, H2Slot slot, in CallHead head, ICallSink sink)
    {
        _transport = transport;
        Slot = slot;
        Head = head;
        _sink = sink;
        _reader = new GrpcFrameReader(head.MaxReceiveBytes);
    }

    /// <summary>Where the call stands. Guarded by the gate.</summary>
    public enum Stand : byte
    {
        /// <summary>No connection knows it.</summary>
        New,

        /// <summary>It waits for the connection, or for a place on it.</summary>
        Waiting,

        /// <summary>It has an id, and its headers are written.</summary>
        Open,

        /// <summary>It is over, and the connection has forgotten it.</summary>
        Gone,
    }

    /// <summary>Endpoint and lane.</summary>
    public H2Slot Slot { get; }

    /// <summary>What is said before the first message.</summary>
    public CallHead Head { get; }

    /// <summary>The connection that the call has joined; null before.</summary>
    public H2Connection? Connection => Volatile.Read(ref _connection);

    /// <inheritdoc/>
    /// <remarks>Headers that are written leave at the next write, and nothing calls them back.</remarks>
    public bool MayHaveLeft => Volatile.Read(ref _id) is not 0;

    /// <inheritdoc/>
    public void Send(IMessage message, bool last)
    {
        ArgumentNullException.ThrowIfNull(message);
        Submit(message, GrpcFrameWriter.SizeOf(message), last);
    }

    /// <inheritdoc/>
    public void CompleteSending() => Submit(message: null, frameBytes: 0, last: true);

    /// <inheritdoc/>
    public void Abort()
    {
        EndSilently();
        Connection?.Cancel(this);
    }

    /// <inheritdoc/>
    public void Consumed(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (Head.ReadsSlowly)
        {
            Connection?.OnConsumed(this, bytes);
        }
    }

    /// <summary>Joins a connection. Called under its gate.</summary>
    /// <returns>False if the call was aborted before.</returns>
    public bool TryJoin(H2Connection connection)
    {
        Volatile.Write(ref _connection, connection);

        // Abort ends first and looks for the connection then: one of the two sees the other.
        Interlocked.MemoryBarrier();
        return !IsOver;
    }

    private void Submit(IMessage? message, int frameBytes, bool last)
    {
        if (IsOver)
        {
            return;
        }

        if (Connection is { } connection)
        {
            _ = connection.Submit(this, message, frameBytes, last);
        }
        else
        {
            _transport.Join(this, message, frameBytes, last);
        }
    }
}
