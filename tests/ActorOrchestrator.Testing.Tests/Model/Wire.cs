using System.Buffers;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>A client that is nothing but its wire: what it sends is what is written here, what comes is kept.</summary>
internal sealed class Wire(ModelEtcd etcd, string name = "a")
{
    private readonly IEtcdTransport _transport = etcd.CreateTransport(name);

    public VirtualTime Time => etcd.Time;

    /// <summary>The member that is asked, from 0.</summary>
    public int Member { get; init; }

    public string? Token { get; set; }

    public bool RequireLeader { get; set; }

    public TimeSpan Timeout { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    public int MaxReceiveBytes { get; set; } = int.MaxValue;

    public bool ReadsSlowly { get; set; }

    public WireCall<TRequest, TResponse> Open<TRequest, TResponse>(EtcdMethod<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var call = new WireCall<TRequest, TResponse>(etcd.Time, method);
        var head = new CallHead(
            method, Token, RequireLeader, Timeout, CallLane.Calls, ReadsSlowly, MaxReceiveBytes);
        call.Start(_transport.Open(etcd.Endpoints[Member], head, call));
        return call;
    }

    /// <summary>Opens a call with one request.</summary>
    public WireCall<TRequest, TResponse> Begin<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        WireCall<TRequest, TResponse> call = Open(method);
        call.Send(request, last: true);
        return call;
    }

    /// <summary>Calls and waits for the end, whatever it is.</summary>
    public WireCall<TRequest, TResponse> Finish<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        WireCall<TRequest, TResponse> call = Begin(method, request);
        Time.RunUntil(() => call.End is not null);
        return call;
    }

    /// <summary>Calls and answers the one response.</summary>
    public TResponse Call<TRequest, TResponse>(EtcdMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        WireCall<TRequest, TResponse> call = Finish(method, request);
        Assert.Equal((GrpcStatusCode.OK, ""), (call.End!.Value.Status, call.End.Value.Text));
        return Assert.Single(call.Received);
    }

    /// <summary>Calls and expects an error.</summary>
    public void Refused<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method, TRequest request, EtcdError error)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        WireCall<TRequest, TResponse> call = Finish(method, request);
        Assert.Equal((error.Status, error.Text), (call.End!.Value.Status, call.End.Value.Text));
        Assert.Equal(SendState.Answered, call.End.Value.Sent);
        Assert.Empty(call.Received);
    }

    public PutResponse Put(string key, string value = "", long lease = 0) => Call(
        EtcdMethods.Put,
        new PutRequest { Key = Bytes(key), Value = Bytes(value), Lease = lease });

    public DeleteRangeResponse Delete(string key) =>
        Call(EtcdMethods.DeleteRange, new DeleteRangeRequest { Key = Bytes(key) });

    public RangeResponse Get(string key, bool serializable = false, long revision = 0) => Call(
        EtcdMethods.Range,
        new RangeRequest { Key = Bytes(key), Serializable = serializable, Revision = revision });

    public LeaseGrantResponse Grant(long id, long ttl) =>
        Call(EtcdMethods.LeaseGrant, new LeaseGrantRequest { ID = id, TTL = ttl });

    public static ByteString Bytes(string text) => ByteString.CopyFromUtf8(text);
}

/// <summary>A call and what came of it.</summary>
internal sealed class WireCall<TRequest, TResponse>(
    VirtualTime time, EtcdMethod<TRequest, TResponse> method) : ICallSink
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private IEtcdCall? _call;

    public List<TResponse> Received { get; } = [];

    public List<TimeSpan> ReceivedAt { get; } = [];

    public CallEnd? End { get; private set; }

    public TimeSpan EndedAt { get; private set; }

    public IEtcdCall Call => _call!;

    public void Start(IEtcdCall call) => _call = call;

    public void Send(TRequest request, bool last = false) => Call.Send(request, last);

    public void OnMessage(ReadOnlySequence<byte> message)
    {
        Assert.Null(End);
        Received.Add(method.Responses.ParseFrom(message.ToArray()));
        ReceivedAt.Add(time.Elapsed);
    }

    public void OnEnd(in CallEnd end)
    {
        Assert.Null(End);
        End = end;
        EndedAt = time.Elapsed;
    }
}

/// <summary>Watches on a wire.</summary>
internal static class WireWatches
{
    public static WatchCreateRequest Prefix(string prefix, long start = 0)
    {
        var range = KeyRange.Prefix(prefix);
        return new WatchCreateRequest { Key = range.Key, RangeEnd = range.End, StartRevision = start };
    }

    public static WireCall<WatchRequest, WatchResponse> Watch(this Wire wire, params WatchCreateRequest[] watches)
    {
        WireCall<WatchRequest, WatchResponse> call = wire.Open(EtcdMethods.Watch);
        foreach (WatchCreateRequest watch in watches)
        {
            call.Create(watch);
        }

        wire.Time.RunUntil(() => call.Received.Count >= watches.Length || call.End is not null);
        return call;
    }

    public static void Create(this WireCall<WatchRequest, WatchResponse> call, WatchCreateRequest watch) =>
        call.Send(new WatchRequest { CreateRequest = watch });

    public static void Cancel(this WireCall<WatchRequest, WatchResponse> call, long id) =>
        call.Send(new WatchRequest { CancelRequest = new WatchCancelRequest { WatchId = id } });

    public static void AskProgress(this WireCall<WatchRequest, WatchResponse> call) =>
        call.Send(new WatchRequest { ProgressRequest = new WatchProgressRequest() });

    /// <summary>What came, a text a response: <c>0 created @1</c>, <c>0: +/a@2 -/b@3 @3</c>.</summary>
    public static string[] Told(this WireCall<WatchRequest, WatchResponse> call) =>
        [.. call.Received.Select(Tell)];

    public static string Tell(WatchResponse response)
    {
        string flags = string.Concat(
            response.Created ? " created" : "",
            response.Canceled ? " canceled" : "",
            response.Fragment ? " fragment" : "",
            response.CompactRevision == 0 ? "" : $" compacted {response.CompactRevision}",
            response.CancelReason.Length == 0 ? "" : $" '{response.CancelReason}'");
        string events = string.Concat(response.Events.Select(change =>
            (change.Type is Event.Types.EventType.Put ? " +" : " -")
            + $"{change.Kv.Key.ToStringUtf8()}@{change.Kv.ModRevision}"));
        return $"{response.WatchId}{flags}{events} | {response.Header.Revision}";
    }
}
