using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Section 16: a transaction of good form, from its compares to its answers.</summary>
internal sealed class TxnRun
{
    private readonly History _history;
    private readonly LeaseTable _leases;
    private readonly StoreWriter _writer;
    private readonly Branch _taken;

    /// <summary>T1: evaluates all compares before anything is done.</summary>
    public TxnRun(History history, LeaseTable leases, TxnRequest request)
    {
        _history = history;
        _leases = leases;
        _writer = new StoreWriter(history, leases);
        _taken = Choose(request);
    }

    /// <summary>T5: checks what the taken branches will do, the puts first.</summary>
    /// <exception cref="ModelException">One of them cannot be done.</exception>
    public void Check()
    {
        RequestOp[] operations = [.. Operations(_taken)];
        foreach (PutRequest put in operations.Select(operation => operation.RequestPut).OfType<PutRequest>())
        {
            Check(put);
        }

        foreach (RangeRequest range in operations.Select(operation => operation.RequestRange).OfType<RangeRequest>())
        {
            Check(range);
        }

        foreach ((int index, RequestOp operation) in operations.Index())
        {
            if (operation.RequestPut is { } put && Keeps(put) && IsDeleted(put.Key, operations.Take(index)))
            {
                throw new ModelException(EtcdErrorTexts.KeyNotFound);
            }
        }
    }

    /// <summary>T2: does it, in order.</summary>
    public TxnResponse Run() => Run(_taken);

    private static IEnumerable<RequestOp> Operations(Branch branch) => branch.Steps.SelectMany(
        step => step.Nested is { } nested ? Operations(nested) : [step.Operation]);

    private Branch Choose(TxnRequest request)
    {
        bool succeeded = request.Compare.All(compare => Comparing.Holds(_history, compare));
        IEnumerable<RequestOp> operations = succeeded ? request.Success : request.Failure;
        return new Branch(
            succeeded,
            [.. operations.Select(o => new Step(o, o.RequestTxn is { } nested ? Choose(nested) : null))]);
    }

    // A key to keep something of is asked for before the lease; outside of a transaction it is the other way round.
    private void Check(PutRequest put)
    {
        if (Keeps(put) && _history.Find(put.Key, _history.Latest) is null)
        {
            throw new ModelException(EtcdErrorTexts.KeyNotFound);
        }

        if (put.Lease != 0 && !_leases.Has(put.Lease))
        {
            throw new ModelException(EtcdErrorTexts.LeaseNotFound);
        }
    }

    private static bool Keeps(PutRequest put) => put.IgnoreValue || put.IgnoreLease;

    // A delete without an end may have taken the key away (T4). An etcd stops at that, with a panic.
    private static bool IsDeleted(ByteString key, IEnumerable<RequestOp> before) =>
        before.Select(operation => operation.RequestDeleteRange).OfType<DeleteRangeRequest>()
            .Any(delete => new KeyInterval(delete.Key, delete.RangeEnd).Contains(key));

    // Unlike a range of its own, one in a transaction has no revision below zero.
    private void Check(RangeRequest range)
    {
        if (range.Revision != 0 && range.Revision < _history.CompactRevision)
        {
            throw new ModelException(EtcdErrorTexts.Compacted);
        }

        _history.Readable(range.Revision);
    }

    private TxnResponse Run(Branch branch)
    {
        var response = new TxnResponse { Succeeded = branch.Succeeded };
        response.Responses.AddRange(branch.Steps.Select(Run));
        return response;
    }

    private ResponseOp Run(Step step) => step.Operation.RequestCase switch
    {
        RequestOp.RequestOneofCase.RequestRange => Answer(RangeReading.Read(_history, step.Operation.RequestRange)),
        RequestOp.RequestOneofCase.RequestPut => Answer(_writer.Put(step.Operation.RequestPut)),
        RequestOp.RequestOneofCase.RequestDeleteRange =>
            Answer(_writer.DeleteRange(step.Operation.RequestDeleteRange)),
        RequestOp.RequestOneofCase.RequestTxn => Answer(Run(step.Nested!)),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Operation.RequestCase, "Not checked."),
    };

    private ResponseOp Answer(RangeResponse range)
    {
        range.Header = Header();
        return new ResponseOp { ResponseRange = range };
    }

    private ResponseOp Answer(PutResponse put)
    {
        put.Header = Header();
        return new ResponseOp { ResponsePut = put };
    }

    private ResponseOp Answer(DeleteRangeResponse delete)
    {
        delete.Header = Header();
        return new ResponseOp { ResponseDeleteRange = delete };
    }

    // The header of a nested transaction is there, and empty.
    private static ResponseOp Answer(TxnResponse nested)
    {
        nested.Header = new ResponseHeader();
        return new ResponseOp { ResponseTxn = nested };
    }

    private ResponseHeader Header() => new() { Revision = _history.Latest };

    private sealed record Branch(bool Succeeded, ImmutableArray<Step> Steps);

    private sealed record Step(RequestOp Operation, Branch? Nested);
}
