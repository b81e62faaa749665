namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>How a server is started.</summary>
internal sealed record EtcdServerOptions
{
    /// <summary>The program.</summary>
    public EtcdBinary Binary { get; init; } = EtcdBinary.First;

    /// <summary>The election time-out; the heartbeat is a fifth of it.</summary>
    /// <value>
    /// The default is 500 milliseconds: leases of one second are allowed (the minimum is 1.5 election time-outs), and
    /// a busy machine loses no leader.
    /// </value>
    public TimeSpan Election { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether clients must use TLS; the files are those of <see cref="EtcdServer.Tls"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>Whether clients must show a certificate.</summary>
    public bool ClientCertificates { get; init; }

    /// <summary>Further flags, such as <c>--max-txn-ops=4</c>.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Members of the cluster.</summary>
    public int Members { get; init; } = 1;
}
