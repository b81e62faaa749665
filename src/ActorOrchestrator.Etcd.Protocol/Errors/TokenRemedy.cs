namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>What a client can do about its token when a call was refused, before it repeats the call once.</summary>
public enum TokenRemedy
{
    /// <summary>Nothing: the token is not the reason.</summary>
    None,

    /// <summary>Authenticate again: the token is missing, unknown, or older than a change of rights.</summary>
    Authenticate,

    /// <summary>Go on without a token: authentication is off.</summary>
    DropToken,
}
