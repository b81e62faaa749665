using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>Runs the contract on real servers.</summary>
public sealed class CallTests(EtcdServers servers) : CallContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class AuthTests(EtcdServers servers) : AuthContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}
