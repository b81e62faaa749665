namespace ActorOrchestrator.Etcd;

/// <summary>What one call does differently from the rest.</summary>
public readonly record struct CallOptions
{
    /// <summary>How long all tries together may take.</summary>
    /// <value>Null is <see cref="EtcdClientOptions.CallDeadline"/>, 5 seconds by default; streams have none.
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</value>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Reads what the asked member has, without asking the others: faster, and perhaps old.</summary>
    /// <remarks>For the extension methods; a <see cref="RangeRequest"/> says it by itself.</remarks>
    public bool Serializable { get; init; }

    /// <summary>Ends the call when etcd has no leader, instead of waiting for one.</summary>
    /// <value>Null is true for watches, keep-alives and elections, and false for the others.</value>
    public bool? RequireLeader { get; init; }

    /// <summary>The one endpoint to ask; null asks the current one.</summary>
    public EtcdEndpoint? Endpoint { get; init; }

    /// <summary>Which failed calls the client repeats by itself.</summary>
    /// <value>The default is <see cref="RepeatRule.WhenSafe"/>.</value>
    public RepeatRule Repeat { get; init; }

    /// <summary>Sent instead of the client's own auth token.</summary>
    public string? Token { get; init; }
}

/// <summary>Which failed calls the client repeats by itself.</summary>
public enum RepeatRule
{
    /// <summary>Those that were not applied, and reads.</summary>
    WhenSafe,

    /// <summary>None.</summary>
    Never,

    /// <summary>Also those that may have been applied: the caller vouches that twice is as good as once.</summary>
    Idempotent,
}
