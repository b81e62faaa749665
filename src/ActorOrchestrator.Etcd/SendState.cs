namespace ActorOrchestrator.Etcd;

/// <summary>What is known about a request that failed.</summary>
public enum SendState
{
    /// <summary>It is proved that the server did not process it.</summary>
    NotSent,

    /// <summary>It may have been processed.</summary>
    MaybeSent,

    /// <summary>The server answered it.</summary>
    Answered,
}
