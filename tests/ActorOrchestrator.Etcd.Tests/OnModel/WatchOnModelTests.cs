using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Etcd.Tests.OnModel;

/// <summary>Runs the contract on the model.</summary>
public sealed class WatchOnModelTests : WatchContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class WatchHistoryOnModelTests : WatchHistoryContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class WatchResumeOnModelTests : WatchResumeContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}
