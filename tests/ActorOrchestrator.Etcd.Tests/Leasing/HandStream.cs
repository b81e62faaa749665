using System.Buffers;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>A keep-alive stream whose server is the test.</summary>
internal sealed class HandStream(
    HandCalls calls, IStreamSink sink, CallOptions options, CallLane lane, EtcdEndpoint endpoint) : IEtcdCall
{
    private bool _isSending;

    public CallOptions Options => options;

    public CallLane Lane => lane;

    public EtcdEndpoint Endpoint => endpoint;

    /// <summary>What was sent: the lease, and when.</summary>
    public List<(long Lease, TimeSpan At)> Sent { get; } = [];

    public bool IsAborted { get; private set; }

    /// <summary>Runs inside of each send, as a server in the same process does.</summary>
    public Action<long> OnSent { get; set; } = _ => { };

    public bool MayHaveLeft => Sent.Count > 0;

    public void Send(IMessage message, bool last)
    {
        Assert.False(_isSending, "Sends overlap.");
        Assert.False(last);
        _isSending = true;
        long lease = Assert.IsType<LeaseKeepAliveRequest>(message).ID;
        Sent.Add((lease, calls.Clock.Elapsed));
        OnSent(lease);
        _isSending = false;
    }

    public void Reply(long lease, long ttl) =>
        ReplyRaw(new LeaseKeepAliveResponse { ID = lease, TTL = ttl }.ToByteArray());

    public void ReplyRaw(byte[] message) => sink.OnMessage(new ReadOnlySequence<byte>(message));

    public void End(EtcdException? failure) => sink.OnEnd(failure);

    public void Abort() => IsAborted = true;

    public void CompleteSending() => throw new NotSupportedException("The stream is aborted, not half-closed.");

    public void Consumed(int bytes) => throw new NotSupportedException("Keep-alives are not read slowly.");
}
