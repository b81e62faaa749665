namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>Who may call the sink, and who ends the call: exactly one, whatever comes together.</content>
internal sealed partial class H2Stream : IThreadPoolWorkItem
{
    // The turn. Only the read loop receives; Ordered is Receiving while somebody else has ordered the end.
    private const int Idle = 0;
    private const int Receiving = 1;
    private const int Ordered = 2;
    private const int Over = 3;

    private readonly ICallSink _sink;
    private int _turn;
    private Doom? _doom;

    /// <summary>Whether the sink is not to be called any more.</summary>
    public bool IsOver => Volatile.Read(ref _turn) is Over;

    /// <summary>The read loop takes the turn.</summary>
    /// <returns>False if the call is over.</returns>
    public bool TryEnter() => Interlocked.CompareExchange(ref _turn, Receiving, Idle) is Idle;

    /// <summary>The read loop gives the turn back, and ends what was doomed or aborted meanwhile.</summary>
    public void Leave()
    {
        int turn = Interlocked.CompareExchange(ref _turn, Idle, Receiving);
        if (turn is Receiving)
        {
            return;
        }

        if (turn is Ordered)
        {
            TryEnd(_doom!.End);
        }

        _received?.Release();
    }

    /// <summary>Tells the sink the end. Only while the read loop has the turn.</summary>
    public void TryEnd(in CallEnd end)
    {
        if (Interlocked.Exchange(ref _turn, Over) is not Over)
        {
            _sink.OnEnd(end);
        }
    }

    /// <summary>Orders the end, from any thread, under any lock: the sink is told by another one.</summary>
    public void EndLater(in CallEnd end)
    {
        _doom = new Doom(end);
        _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Delivers an end that was ordered.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (Volatile.Read(ref _turn) is Idle or Receiving)
        {
            if (Interlocked.CompareExchange(ref _turn, Over, Idle) is Idle)
            {
                _received?.Release();
                _sink.OnEnd(_doom!.End);
                return;
            }

            // The read loop is with the sink: it delivers the end when it leaves.
            _ = Interlocked.CompareExchange(ref _turn, Ordered, Receiving);
        }
    }

    private void EndSilently()
    {
        if (Interlocked.Exchange(ref _turn, Over) is Idle)
        {
            _received?.Release();
        }
    }

    private sealed class Doom(CallEnd end)
    {
        public CallEnd End { get; } = end;
    }
}
