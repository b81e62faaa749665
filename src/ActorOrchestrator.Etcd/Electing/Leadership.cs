namespace ActorOrchestrator.Etcd;

/// <summary>A tenure: from winning an election to resigning it or losing the session.</summary>
public sealed class Leadership
{
}

/// <summary>A lock that was taken.</summary>
public sealed class HeldLock
{
}
