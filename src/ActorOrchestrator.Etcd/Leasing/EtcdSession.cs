namespace ActorOrchestrator.Etcd;

/// <summary>A lease that is kept alive, and knows by itself when it can no longer be relied on.</summary>
public sealed class EtcdSession
{
}
