// Stands here until the transport is there; delete this file then.
#pragma warning disable
namespace ActorOrchestrator.Etcd.Channels.H2;

internal sealed record H2TransportOptions
{
    public static H2TransportOptions From(EtcdClientOptions options) => new();
}

internal sealed class H2Transport(H2TransportOptions options) : IEtcdTransport
{
    public bool SingleThreaded => false;

    public IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
