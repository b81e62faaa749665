using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Protocol;

namespace Benchmarks.Etcd;

/// <summary>One etcd on free loopback ports, with its data in a temporary folder.</summary>
internal sealed class EtcdProcess : IDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private EtcdProcess(Process process, DirectoryInfo data, EtcdEndpoint endpoint)
    {
        _process = process;
        _data = data;
        Endpoint = endpoint;
    }

    public EtcdEndpoint Endpoint { get; }

    public static async Task<EtcdProcess> StartAsync()
    {
        (int client, int peer) = (FreePort(), FreePort());
        DirectoryInfo data = Directory.CreateTempSubdirectory("bench-etcd-");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("AO_ETCD") ?? "etcd")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--data-dir", data.FullName,
                "--listen-client-urls", $"http://127.0.0.1:{client}",
                "--advertise-client-urls", $"http://127.0.0.1:{client}",
                "--listen-peer-urls", $"http://127.0.0.1:{peer}",
                "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}",
                "--initial-cluster", $"default=http://127.0.0.1:{peer}",
            },
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("etcd did not start.");
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var etcd = new EtcdProcess(process, data, new EtcdEndpoint("127.0.0.1", client, Tls: false));
        await using EtcdClient ready = etcd.Client();
        await ready.Maintenance.StatusAsync(new CallOptions { Deadline = TimeSpan.FromSeconds(30) });
        return etcd;
    }

    public EtcdClient Client() => new(new EtcdClientOptions { Endpoints = { Endpoint } });

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
