using System.Buffers;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>One try at a keep-alive stream: from opening it to its end. Its state is guarded by its owner's
/// lock.</summary>
/// <remarks>Whatever comes from a line that is not the owner's present one is of no interest any more.</remarks>
internal sealed class KeepAliveLine(KeepAliveStream owner) : IStreamSink, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Leases whose request waits to be sent; none twice, since each has one request at a time.</summary>
    public Queue<KeptLease> Waiting { get; } = [];

    /// <summary>Null until the stream is open.</summary>
    public OpenStream? Open { get; set; }

    /// <summary>Whether somebody is sending: sends must not overlap, and no lock is held meanwhile.</summary>
    public bool IsSending { get; set; }

    /// <summary>Fires when the line is given up while it is being opened.</summary>
    public CancellationToken Stopped => _stop.Token;

    public void OnMessage(ReadOnlySequence<byte> message)
    {
        try
        {
            owner.Answered(this, LeaseKeepAliveResponse.Parser.ParseFrom(message));
        }
        catch (InvalidProtocolBufferException broken)
        {
            owner.Ended(this, $"an answer that cannot be read: {broken.Message}");
            Dispose();
        }
    }

    public void OnEnd(EtcdException? failure) => owner.Ended(this, failure?.Message ?? "ended by the server");

    /// <summary>Gives the stream up. Not under the owner's lock.</summary>
    public void Dispose()
    {
        // Not disposed itself: whoever is opening the stream still looks at the token.
        _stop.Cancel();
        Open?.Call.Abort();
    }
}
