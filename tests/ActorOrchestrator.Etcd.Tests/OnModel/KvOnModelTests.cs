using ActorOrchestrator.Etcd.Tests.Contract;

namespace ActorOrchestrator.Etcd.Tests.OnModel;

/// <summary>Runs the contract on the model.</summary>
public sealed class KvOnModelTests : KvContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class RangeOnModelTests : RangeContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class PagingOnModelTests : PagingContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class TxnOnModelTests : TxnContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class TxnLimitOnModelTests : TxnLimitContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}

/// <summary>Runs the contract on the model.</summary>
public sealed class CompareOnModelTests : CompareContract
{
    protected override Task OnEtcdAsync(Func<EtcdUnderTest, Task> test) => ModelUnderTest.RunAsync(test);
}
