using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A transport and the peer that it talks to.</summary>
internal sealed class H2World : IAsyncDisposable
{
    public H2World(Func<H2TransportOptions, H2TransportOptions>? change = null)
    {
        var options = new H2TransportOptions { Time = Time };
        Transport = new H2Transport(change is null ? options : change(options));
    }

    public ManualTimers Time { get; } = new();

    public ScriptedPeer Peer { get; } = new();

    public H2Transport Transport { get; }

    /// <summary>A head for a method, with nothing special about it.</summary>
    public static CallHead Head(EtcdMethod method) => new(
        method,
        Token: null,
        RequireLeader: false,
        Timeout.InfiniteTimeSpan,
        CallLane.Calls,
        ReadsSlowly: false,
        int.MaxValue);

    /// <summary>A put of some bytes.</summary>
    public static PutRequest PutOf(int valueBytes = 0) =>
        new() { Key = ByteString.CopyFromUtf8("k"), Value = ByteString.CopyFrom(new byte[valueBytes]) };

    /// <summary>Opens a call that sends nothing yet.</summary>
    public IEtcdCall Open(EtcdMethod method, out RecordingSink sink) => Open(Head(method), out sink);

    /// <summary>Opens a call that sends nothing yet.</summary>
    public IEtcdCall Open(in CallHead head, out RecordingSink sink)
    {
        sink = new RecordingSink();
        return Transport.Open(Peer.Endpoint, head, sink);
    }

    /// <summary>Starts a put.</summary>
    public RecordingSink Put(out IEtcdCall call, int valueBytes = 0)
    {
        call = Open(EtcdMethods.Put, out RecordingSink sink);
        call.Send(PutOf(valueBytes), last: true);
        return sink;
    }

    /// <summary>Starts a put.</summary>
    public RecordingSink Put(int valueBytes = 0) => Put(out _, valueBytes);

    /// <summary>Starts a put on a new connection, and reads its headers.</summary>
    public async Task<(PeerLink Link, RecordingSink Sink)> StartPutAsync(params (ushort, uint)[] settings)
    {
        RecordingSink sink = Put();
        PeerLink link = await Peer.GreetAsync(settings);
        Assert.Equal(1, (await link.NextCallAsync()).StreamId);
        return (link, sink);
    }

    /// <summary>A put on a new connection succeeds: what was broken before has left nothing.</summary>
    public async Task AssertWorksAsync()
    {
        (PeerLink link, RecordingSink sink) = await StartPutAsync();
        await link.AnswerAsync(1, 1);
        Assert.Equal(new CallEnd(GrpcStatusCode.OK, "", SendState.Answered), await sink.End);
    }

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync().Within();
        Assert.Equal(default, Transport.Counts);
        await Peer.DisposeAsync();
    }
}
