namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// What a client sees of etcd, whichever etcd it is. Each contract is an abstract class of tests; it runs on the model
/// in this project and on real servers in the interop tests, which compile the same files. What differs is a bug in the
/// model (issue 3, section 3).
/// </summary>
public abstract class EtcdContract
{
    /// <summary>Runs a test on an etcd: in virtual time on the model, on one server after the other for real.</summary>
    protected abstract Task OnEtcdAsync(Func<EtcdUnderTest, Task> test);

    /// <summary>Cancels on this thread: what continues by it must not leave virtual time.</summary>
    protected static void Cancel(CancellationTokenSource source) => source.Cancel();
}
