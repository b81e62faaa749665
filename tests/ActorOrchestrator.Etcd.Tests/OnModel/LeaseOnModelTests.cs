using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Etcd.Tests.OnModel;

/// <summary>Runs the contract on the model.</summary>
public sealed class LeaseOnModelTests : LeaseContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class SessionOnModelTests : SessionContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}
