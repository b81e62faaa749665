namespace ActorOrchestrator.Etcd;

/// <summary>Builds a transaction: <c>Txn.When(…).Then(…).Else(…)</c>.</summary>
public static class Txn
{
    /// <summary>The compares that all must hold.</summary>
    public static TxnBuilder When(params ReadOnlySpan<Compare> compares) => new TxnBuilder().And(compares);

    /// <summary>A transaction without compares.</summary>
    public static TxnBuilder Of(params ReadOnlySpan<RequestOp> operations) => new TxnBuilder().Then(operations);
}

/// <summary>A transaction that is being built. etcd takes 128 compares, and 128 operations in each branch.</summary>
public sealed class TxnBuilder
{
    private readonly TxnRequest _request = new();

    /// <summary>More compares that must hold.</summary>
    public TxnBuilder And(params ReadOnlySpan<Compare> compares)
    {
        _request.Compare.AddRange(compares.ToArray());
        return this;
    }

    /// <summary>Operations for when all compares hold, in their order.</summary>
    public TxnBuilder Then(params ReadOnlySpan<RequestOp> operations)
    {
        _request.Success.AddRange(operations.ToArray());
        return this;
    }

    /// <summary>Operations for when a compare does not hold, in their order.</summary>
    public TxnBuilder Else(params ReadOnlySpan<RequestOp> operations)
    {
        _request.Failure.AddRange(operations.ToArray());
        return this;
    }

    /// <summary>The message. What is built afterwards does not change it.</summary>
    public TxnRequest Build() => _request.Clone();

    /// <summary>Commits it.</summary>
    /// <exception cref="EtcdException">Of class Ambiguous when the answer was lost: it is not sent again.</exception>
    public ValueTask<TxnResponse> CommitAsync(
        IEtcdKv kv, CallOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kv);
        return kv.TxnAsync(Build(), options, cancellationToken);
    }
}
