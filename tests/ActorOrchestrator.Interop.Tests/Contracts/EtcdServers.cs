using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Net;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>One server of each program under test, shared by the tests of a class, which run one after the
/// other.</summary>
public sealed class EtcdServers : IAsyncLifetime
{
    private readonly List<Running> _servers = [];
    private int _tests;

    /// <summary>Runs a test on one server after the other.</summary>
    public async Task RunAsync(Func<EtcdUnderTest, Task> test)
    {
        string prefix = $"/{++_tests}/";
        foreach (Running running in _servers)
        {
            await using var etcd = new RealEtcd(running.Server, running.Version, running.Proxy, prefix);
            try
            {
                await RealTime.Expect(test(etcd), "the test");
            }
            catch (Exception failure) when (_servers.Count > 1)
            {
                throw new InvalidOperationException($"On etcd {running.Version}: {failure.Message}", failure);
            }
        }
    }

    public async Task InitializeAsync()
    {
        foreach (EtcdBinary binary in EtcdBinary.All)
        {
            EtcdServer server = await EtcdServer.StartAsync(new() { Binary = binary });
            var proxy = new TcpProxy(server.ClientPort);
            var running = new Running(server, proxy, new Version());
            _servers.Add(running);
            await using var etcd = new RealEtcd(server, running.Version, proxy, "/");
            StatusResponse status = await etcd.Client.Maintenance.StatusAsync();
            _servers[^1] = running with { Version = Version.Parse(status.Version) };
        }
    }

    public async Task DisposeAsync()
    {
        foreach (Running running in _servers)
        {
            await running.Proxy.DisposeAsync();
            await running.Server.DisposeAsync();
        }
    }

    private sealed record Running(EtcdServer Server, TcpProxy Proxy, Version Version);
}
