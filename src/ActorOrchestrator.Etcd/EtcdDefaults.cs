namespace ActorOrchestrator.Etcd;

/// <summary>The one place where the client chooses the real clock and a real seed.</summary>
internal static class EtcdDefaults
{
    public static TimeProvider Clock => TimeProvider.System;

    public static int Seed() => Random.Shared.Next();
}
