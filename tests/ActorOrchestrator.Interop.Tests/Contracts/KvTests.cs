using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Interop.Tests.Contracts;

/// <summary>Runs the contract on real servers.</summary>
public sealed class KvTests(EtcdServers servers) : KvContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class RangeTests(EtcdServers servers) : RangeContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class PagingTests(EtcdServers servers) : PagingContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class TxnTests(EtcdServers servers) : TxnContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class TxnLimitTests(EtcdServers servers) : TxnLimitContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}

/// <summary>Runs the contract on real servers.</summary>
public sealed class CompareTests(EtcdServers servers) : CompareContract, IClassFixture<EtcdServers>
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => servers.RunAsync(test);
}
