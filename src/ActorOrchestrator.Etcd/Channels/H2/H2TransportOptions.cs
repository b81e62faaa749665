namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What the transport needs to know of the client's options.</summary>
internal sealed record H2TransportOptions
{
    /// <summary>The clock and the timers.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Certificates, for endpoints with <c>https</c>.</summary>
    public EtcdTlsOptions Tls { get; init; } = new();

    /// <summary>How long connecting, with TLS and HTTP/2's greeting, may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a connection is asked whether it lives, while calls are open on it (G11).</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to that may take.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a connection without a call is asked, too.</summary>
    public bool KeepAliveWithoutCalls { get; init; }

    /// <summary>What <c>user-agent</c> says.</summary>
    public string UserAgent { get; init; } = "actororchestrator-etcd";

    /// <summary>How many calls of a connection may wait for it, or for a place on it.</summary>
    public int WaitingCallsMax { get; init; } = H2Limits.WaitingCalls;

    /// <summary>The id of a connection's first stream; odd. Another one than 1 only shows what happens at the end.
    /// </summary>
    public int FirstStreamId { get; init; } = 1;

    /// <summary>Takes what concerns the transport out of the client's options.</summary>
    public static H2TransportOptions From(EtcdClientOptions options) => new()
    {
        Time = options.Time,
        Tls = options.Tls,
        ConnectTimeout = options.ConnectTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
        KeepAliveTimeout = options.KeepAliveTimeout,
        KeepAliveWithoutCalls = options.KeepAliveWithoutCalls,
    };
}
