namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>What an error says about the request, and so what a caller can do.</summary>
public enum ErrorClass
{
    /// <summary>The same request can never succeed.</summary>
    Permanent,

    /// <summary>It was not applied; it is safe to send it again.</summary>
    Transient,

    /// <summary>A write may have been applied or not: read before repeating. A read can be repeated.</summary>
    Ambiguous,

    /// <summary>The present state forbids it: read, and decide again.</summary>
    Conflict,

    /// <summary>The lease, revision or token that it names is gone for ever.</summary>
    Gone,
}
