using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Carries calls over HTTP/2 as far as gRPC needs it: one connection per endpoint and lane.</summary>
/// <remarks>
/// <para>Made because a call of <see cref="System.Net.Http.SocketsHttpHandler"/> alone costs more than a whole call
/// may (Z1, Z4).</para>
/// <para>A connection is opened by the first call that sends something. Calls wait for it; if it fails, they end as
/// not reached, and the next call opens another one.</para>
/// </remarks>
internal sealed class H2Transport(H2TransportOptions options) : IEtcdTransport
{
    private readonly Lock _gate = new();
    private readonly HashSet<H2Connection> _connections = [];
    private H2Slot[] _slots = [];
    private bool _closed;

    /// <inheritdoc/>
    public bool SingleThreaded => false;

    /// <summary>What is open, for tests: nothing of a call may be left after its end (S5).</summary>
    public H2Counts Counts
    {
        get
        {
            H2Counts sum = default;
            foreach (H2Connection connection in Connections())
            {
                sum += connection.Counts;
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(sink);
        return new H2Stream(this, SlotOf(endpoint, head.Lane), head, sink);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
        }

        H2Connection[] connections = Connections();
        await Task.WhenAll(connections.Select(connection => connection.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    /// <summary>Joins a call to a connection of its slot and sends its first message.</summary>
    public void Join(H2Stream stream, IMessage? message, int frameBytes, bool last)
    {
        while (ConnectionFor(stream.Slot) is { } connection)
        {
            switch (connection.Submit(stream, message, frameBytes, last))
            {
                case Admission.Taken:
                    return;
                case Admission.Full:
                    stream.EndLater(CallEnds.NoRoom(
                        $"too many calls wait for the connection to {stream.Slot.Endpoint}"));
                    return;
                case Admission.Gone:
                    // It ended between the look and the call: the next one is new.
                    break;
            }
        }

        stream.EndLater(CallEnds.NotReached("the client is closed"));
    }

    /// <summary>Forgets a connection that is over.</summary>
    public void Forget(H2Connection connection)
    {
        lock (_gate)
        {
            _ = _connections.Remove(connection);
        }
    }

    private H2Connection? ConnectionFor(H2Slot slot)
    {
        if (slot.Current is { TakesCalls: true } current)
        {
            return current;
        }

        lock (_gate)
        {
            if (_closed)
            {
                return null;
            }

            if (slot.Current is not { TakesCalls: true })
            {
                var connection = new H2Connection(this, slot, options);
                _ = _connections.Add(connection);
                slot.Current = connection;
                connection.Start();
            }

            return slot.Current;
        }
    }

    private H2Slot SlotOf(EtcdEndpoint endpoint, CallLane lane)
    {
        foreach (H2Slot slot in Volatile.Read(ref _slots))
        {
            if (slot.Is(endpoint, lane))
            {
                return slot;
            }
        }

        lock (_gate)
        {
            if (_slots.FirstOrDefault(slot => slot.Is(endpoint, lane)) is { } known)
            {
                return known;
            }

            var added = new H2Slot(endpoint, lane, options.KeepAliveInterval);
            IEnumerable<H2Slot> kept = _slots.Length < H2Limits.Slots
                ? _slots
                : _slots.Where(slot => slot.Current is { TakesCalls: true });
            Volatile.Write(ref _slots, [.. kept, added]);
            return added;
        }
    }

    private H2Connection[] Connections()
    {
        lock (_gate)
        {
            return [.. _connections];
        }
    }
}

/// <summary>What is open in a transport.</summary>
/// <param name="Connections">Connections, also those that are still being made or already ending.</param>
/// <param name="Streams">Streams of HTTP/2.</param>
/// <param name="Waiting">Calls that wait for a stream.</param>
/// <param name="UnsentBytes">Bytes of messages that wait for a stream or a window.</param>
internal readonly record struct H2Counts(int Connections, int Streams, int Waiting, long UnsentBytes)
{
    /// <summary>The sum of two.</summary>
    public static H2Counts operator +(H2Counts left, H2Counts right) => new(
        left.Connections + right.Connections,
        left.Streams + right.Streams,
        left.Waiting + right.Waiting,
        left.UnsentBytes + right.UnsentBytes);
}
