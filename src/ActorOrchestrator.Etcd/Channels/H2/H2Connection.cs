using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What became of a call that wanted to join a connection.</summary>
internal enum Admission
{
    /// <summary>It has joined, or was aborted meanwhile.</summary>
    Taken,

    /// <summary>Too many wait already.</summary>
    Full,

    /// <summary>The connection takes no calls any more.</summary>
    Gone,
}

/// <summary>One connection: its life from connecting to the last frame.</summary>
/// <remarks>
/// <para><b>Threads.</b> Callers frame their messages into the output themselves, under the gate; a writer that is
/// woken once sends all that has gathered. One loop reads, calls the sinks, and ends all calls when the connection
/// ends; no sink is ever called under the gate.</para>
/// <para><b>Failure.</b> Whoever notices one notes it and breaks the link; the read loop then sees that.</para>
/// </remarks>
internal sealed partial class H2Connection : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, H2Stream> _open = [];
    private readonly StreamList _waiting = new();
    private readonly StreamList _blocked = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly H2Transport _transport;
    private readonly H2Slot _slot;
    private readonly H2TransportOptions _options;
    private readonly RequestHeaders _headers;
    private H2Link? _link;
    private Phase _phase;
    private int _nextStreamId;
    private Task _run = Task.CompletedTask;

    /// <summary>Makes a connection that does nothing before <see cref="Start"/>.</summary>
    public H2Connection(H2Transport transport, H2Slot slot, H2TransportOptions options)
    {
        _transport = transport;
        _slot = slot;
        _options = options;
        _nextStreamId = options.FirstStreamId;
        _headers = new RequestHeaders(slot.Endpoint, options.UserAgent);
    }

    private enum Phase
    {
        /// <summary>Not there yet; calls wait.</summary>
        Connecting,

        /// <summary>Calls go out.</summary>
        Ready,

        /// <summary>Open calls go on; no new ones (G10).</summary>
        Draining,

        /// <summary>Over, or about to be.</summary>
        Closed,
    }

    /// <summary>Whether new calls may join.</summary>
    public bool TakesCalls => _phase <= Phase.Ready;

    /// <summary>What is open.</summary>
    public H2Counts Counts
    {
        get
        {
            lock (_gate)
            {
                return new H2Counts(1, _open.Count, _waiting.Count, _unsentBytes);
            }
        }
    }

    private EtcdEndpoint Endpoint => _slot.Endpoint;

    /// <summary>Connects, on another thread: even the start of it may take time.</summary>
    public void Start() => _run = Task.Run(RunAsync);

    /// <summary>Ends the connection and all its calls, and waits until nothing of it is left.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _run.ConfigureAwait(false);
    }

    /// <summary>Sends a message of a call, or its end, which joins the connection with the first one.</summary>
    public Admission Submit(H2Stream stream, IMessage? message, int frameBytes, bool last)
    {
        bool wake;
        lock (_gate)
        {
            if (stream.Place is H2Stream.Stand.New)
            {
                Admission admission = Admit(stream);
                if (admission is not Admission.Taken)
                {
                    return admission;
                }
            }

            if (stream.Place is H2Stream.Stand.Gone || stream.IsLastSent)
            {
                return Admission.Taken;
            }

            Write(stream, message, frameBytes, last);
            wake = TakeWake();
        }

        Wake(wake);
        return Admission.Taken;
    }

    /// <summary>A call was aborted: its stream is reset, and its place is free.</summary>
    public void Cancel(H2Stream stream)
    {
        bool wake;
        lock (_gate)
        {
            Remove(stream, H2ErrorCode.Cancel);
            wake = TakeWake();
        }

        Wake(wake);
    }

    private Admission Admit(H2Stream stream)
    {
        if (!TakesCalls)
        {
            return Admission.Gone;
        }

        if (_waiting.Count >= _options.WaitingCallsMax || _unsentBytes >= H2Limits.UnsentBytes)
        {
            return Admission.Full;
        }

        if (!stream.TryJoin(this))
        {
            stream.Place = H2Stream.Stand.Gone;
            return Admission.Taken;
        }

        stream.Place = H2Stream.Stand.Waiting;
        _waiting.Add(stream);
        OpenWaiting();
        return Admission.Taken;
    }

    // Every call passes through the list, most of them without a stop.
    private void OpenWaiting()
    {
        while (_phase is Phase.Ready && _open.Count < _peer.StreamsMax && _waiting.First is { } stream)
        {
            _waiting.Remove(stream);
            Open(stream);
            if (_nextStreamId < 0)
            {
                // That was the last id: those who wait are told to come again, and find another connection.
                DrainBecause("the connection has used up its stream ids");
            }
        }
    }

    private void Open(H2Stream stream)
    {
        stream.Place = H2Stream.Stand.Open;
        stream.Id = _nextStreamId;
        stream.SendWindow = _peer.Window;
        _nextStreamId = unchecked(_nextStreamId + 2);
        _open.Add(stream.Id, stream);
        FrameWriter.WriteHeaderBlock(_output, stream.Id, _headers.Encode(stream.Head), _peer.FrameBytes);
        Pump(stream);
    }

    private void Remove(H2Stream stream, H2ErrorCode? reset)
    {
        if (stream.Place is H2Stream.Stand.Gone or H2Stream.Stand.New)
        {
            return;
        }

        bool needsReset = stream.Place is H2Stream.Stand.Open
            && (reset is not H2ErrorCode.NoError || !stream.IsEndWritten);
        if (needsReset && reset is { } code)
        {
            FrameWriter.WriteRstStream(_output, stream.Id, code);
        }

        _ = _open.Remove(stream.Id);
        stream.List?.Remove(stream);
        stream.Place = H2Stream.Stand.Gone;
        _unsentBytes -= stream.DropAllUnsent();
        OpenWaiting();
        CloseIfDrained();
    }

    private bool TryFind(int streamId, [NotNullWhen(true)] out H2Stream? stream)
    {
        lock (_gate)
        {
            if ((streamId & 1) is 0 || unchecked((uint)streamId >= (uint)_nextStreamId))
            {
                throw new H2Exception(
                    H2ErrorCode.ProtocolError, $"a frame came for stream {streamId}, which was never opened");
            }

            return _open.TryGetValue(streamId, out stream);
        }
    }
}
