using System.Threading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorOrchestrator.Etcd;

/// <summary>How a client behaves.</summary>
/// <remarks>Checked when the client is made: all errors are reported at once.</remarks>
public sealed class EtcdClientOptions
{
    /// <summary>Where etcd answers. 1 to 64 endpoints; one is enough, the others are for failover.</summary>
    public IList<EtcdEndpoint> Endpoints { get; } = [];

    /// <summary>How long all tries of a call may take, unless the call says otherwise.</summary>
    /// <value>The default is 5 seconds; 1 millisecond to 1 day, or <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting, with TLS and HTTP/2's greeting, may take.</summary>
    /// <value>The default is 2 seconds; 10 milliseconds to 5 minutes.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a connection is asked whether it lives, while calls are open on it.</summary>
    /// <value>The default is 10 seconds; 1 second to 1 day.</value>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to that may take; then the connection is given up.</summary>
    /// <value>The default is 5 seconds; 100 milliseconds to 1 hour.</value>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a connection without a call is asked, too.</summary>
    /// <value>The default is false: servers may take it for abuse.</value>
    public bool KeepAliveWithoutCalls { get; set; }

    /// <summary>The largest message that is sent.</summary>
    /// <value>Bytes. The default is 2 MiB; 1 KiB to 2 GiB − 1. etcd itself refuses more than 1.5 MiB.</value>
    public int MaxSendBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>The largest message that is received.</summary>
    /// <value>Bytes. The default is 2 GiB − 1, because a range without a limit may be large; 64 KiB at least.</value>
    public int MaxReceiveBytes { get; set; } = int.MaxValue;

    /// <summary>How often the list of endpoints is refreshed from the cluster's members.</summary>
    /// <value>The default is null: never. 1 second to 1 day.</value>
    public TimeSpan? RefreshInterval { get; set; }

    /// <summary>The user to authenticate as; null sends no token.</summary>
    public string? User { get; set; }

    /// <summary>The user's password; never logged.</summary>
    public string? Password { get; set; }

    /// <summary>Certificates, for endpoints with <c>https</c>.</summary>
    public EtcdTlsOptions Tls { get; set; } = new();

    /// <summary>The clock and the timers.</summary>
    /// <value>The default is the machine's; tests give a virtual one.</value>
    public TimeProvider Time { get; set; } = EtcdDefaults.Clock;

    /// <summary>Seeds the order of endpoints and the spread of backoffs.</summary>
    /// <value>The default is null: another one in each process.</value>
    public int? Seed { get; set; }

    /// <summary>Where warnings go.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;
}

/// <summary>Certificates for endpoints with <c>https</c>. Files are read again when they change.</summary>
public sealed class EtcdTlsOptions
{
    /// <summary>PEM file with the authorities that are trusted; null trusts the machine's.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file with the client's certificate; needs <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the client's private key, unencrypted.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The name that the server's certificate must have; null is the endpoint's host.</summary>
    public string? ServerName { get; set; }
}
