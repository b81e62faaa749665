using System.Net;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>A member of a real etcd on free ports of the loopback interface, with its data in a temporary
/// folder.</summary>
internal sealed class EtcdServer : IAsyncDisposable
{
    // The system gave the ports out as free, and somebody else was faster.
    private const int PortClashesMax = 5;
    private const string ReadyLine = "ready to serve client requests";
    private const string ClashLine = "address already in use";

    private readonly EtcdServerOptions _options;
    private readonly string _name;
    private readonly string _cluster;
    private ToolProcess? _process;

    private EtcdServer(
        EtcdServerOptions options, string name, string folder, string cluster, int clientPort, int peerPort)
    {
        _options = options;
        _name = name;
        _cluster = cluster;
        Folder = folder;
        ClientPort = clientPort;
        PeerPort = peerPort;
        Tls = options.Tls ? new TlsFiles(folder) : null;
    }

    public int ClientPort { get; }

    public int PeerPort { get; }

    /// <summary>Data and certificates.</summary>
    public string Folder { get; }

    /// <summary>The certificates, if it serves TLS.</summary>
    public TlsFiles? Tls { get; }

    public EtcdEndpoint Endpoint => new(IPAddress.Loopback.ToString(), ClientPort, _options.Tls);

    /// <summary>The program.</summary>
    public EtcdBinary Binary => _options.Binary;

    /// <summary>What it has logged last.</summary>
    public string Log => _process?.Output ?? "";

    /// <summary>Starts a cluster of one member, and waits until it serves.</summary>
    public static async Task<EtcdServer> StartAsync(EtcdServerOptions? options = null) =>
        (await StartClusterAsync((options ?? new()) with { Members = 1 }))[0];

    /// <summary>Starts all members of a cluster, and waits until each serves.</summary>
    public static async Task<ImmutableArray<EtcdServer>> StartClusterAsync(EtcdServerOptions options)
    {
        for (int clash = 1; ; clash++)
        {
            ImmutableArray<EtcdServer> servers = Make(options);
            try
            {
                await Task.WhenAll(servers.Select(server => server.StartProcessAsync()));
                return servers;
            }
            catch (InvalidOperationException failure)
            {
                foreach (EtcdServer server in servers)
                {
                    await server.DisposeAsync();
                }

                if (!failure.Message.Contains(ClashLine, StringComparison.Ordinal) || clash == PortClashesMax)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>SIGKILL: the server says goodbye to nobody.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>SIGTERM, as an operator stops it: streams end with GOAWAY; waits until it is gone.</summary>
    public async Task StopAsync()
    {
        _process!.Signal(Signals.Terminate);
        await RealTime.Expect(_process.ExitAsync(), $"the end of etcd after SIGTERM; it wrote:\n{Log}");
    }

    /// <summary>SIGSTOP: its connections stay open and nothing answers.</summary>
    public void Pause()
    {
        _process!.Signal(Signals.Stop);
        _process.WaitUntilStopped();
    }

    /// <summary>SIGCONT.</summary>
    public void Resume() => _process!.Signal(Signals.Continue);

    /// <summary>Starts it again on its ports and data, after it was killed if it still runs.</summary>
    public async Task RestartAsync()
    {
        await _process!.DisposeAsync();
        for (int clash = 1; ; clash++)
        {
            try
            {
                await StartProcessAsync();
                return;
            }
            catch (InvalidOperationException failure) when (
                clash < PortClashesMax && failure.Message.Contains(ClashLine, StringComparison.Ordinal))
            {
                await _process.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static ImmutableArray<EtcdServer> Make(EtcdServerOptions options)
    {
        ImmutableArray<int> ports = FreePorts.Take(2 * options.Members);
        int[] members = [.. Enumerable.Range(0, options.Members)];
        string cluster = string.Join(',', members.Select(i => $"m{i}={PeerUrl(ports[2 * i])}"));
        return [.. members.Select(i => new EtcdServer(
            options, $"m{i}", Directory.CreateTempSubdirectory("ao-etcd-").FullName, cluster, ports[2 * i + 1],
            ports[2 * i]))];
    }

    private static string PeerUrl(int port) => $"http://{IPAddress.Loopback}:{port}";

    private async Task StartProcessAsync()
    {
        _process = ToolProcess.Start(Binary.Path, Arguments());
        await _process.LineAsync(line => line.Contains(ReadyLine, StringComparison.Ordinal), "etcd was ready");
    }

    private List<string> Arguments()
    {
        int election = (int)_options.Election.TotalMilliseconds;
        List<string> arguments =
        [
            $"--name={_name}",
            $"--data-dir={Path.Combine(Folder, "data")}",
            $"--listen-client-urls={Endpoint}",
            $"--advertise-client-urls={Endpoint}",
            $"--listen-peer-urls={PeerUrl(PeerPort)}",
            $"--initial-advertise-peer-urls={PeerUrl(PeerPort)}",
            $"--initial-cluster={_cluster}",
            $"--election-timeout={election}",
            $"--heartbeat-interval={election / 5}",
            .. _options.Flags,
        ];
        if (Tls is not null)
        {
            arguments.AddRange([$"--cert-file={Tls.ServerCertificate}", $"--key-file={Tls.ServerKey}"]);
        }

        if (Tls is not null && _options.ClientCertificates)
        {
            arguments.AddRange(["--client-cert-auth", $"--trusted-ca-file={Tls.CaFile}"]);
        }

        return arguments;
    }
}
