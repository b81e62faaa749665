using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>Runs the contract on real servers.</summary>
public sealed class LeaseTests(EtcdServers servers) : LeaseContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class SessionTests(EtcdServers servers) : SessionContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}
