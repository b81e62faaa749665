using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Etcd.Tests.OnModel;

/// <summary>Runs the contract on the model.</summary>
public sealed class ElectionOnModelTests : ElectionContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class LockOnModelTests : LockContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}
