using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>Runs the contract on real servers.</summary>
public sealed class ElectionTests(EtcdServers servers) : ElectionContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class LockTests(EtcdServers servers) : LockContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}
