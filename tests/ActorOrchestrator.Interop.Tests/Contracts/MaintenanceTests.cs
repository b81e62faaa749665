using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>Runs the contract on real servers.</summary>
public sealed class MaintenanceTests(EtcdServers servers) : MaintenanceContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class ClusterTests(EtcdServers servers) : ClusterContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}
