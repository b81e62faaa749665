using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>What etcd refuses without looking at its store: keys, options, numbers of operations, duplicates.</summary>
internal static class RequestForm
{
    /// <summary>Checks a request; those without such rules pass.</summary>
    /// <exception cref="ModelException">The request is refused.</exception>
    public static void Check(IMessage request, int maxTxnOps)
    {
        switch (request)
        {
            case RangeRequest range:
                CheckKey(range.Key);
                break;
            case PutRequest put:
                Check(put);
                break;
            case DeleteRangeRequest delete:
                CheckKey(delete.Key);
                break;
            case TxnRequest txn:
                Check(txn, maxTxnOps);
                TxnDuplicates.Check(txn);
                break;
        }
    }

    private static void Check(PutRequest put)
    {
        CheckKey(put.Key);
        if (put.IgnoreValue && !put.Value.IsEmpty)
        {
            throw new ModelException(EtcdErrorTexts.ValueProvided);
        }

        if (put.IgnoreLease && put.Lease != 0)
        {
            throw new ModelException(EtcdErrorTexts.LeaseProvided);
        }
    }

    // T3: the longest of the lists counts, and a nested transaction gets what it leaves.
    private static void Check(TxnRequest txn, int maxOps)
    {
        int operations = Math.Max(txn.Compare.Count, Math.Max(txn.Success.Count, txn.Failure.Count));
        if (operations > maxOps)
        {
            throw new ModelException(EtcdErrorTexts.TooManyOperations);
        }

        foreach (Compare compare in txn.Compare)
        {
            CheckKey(compare.Key);
        }

        Check(txn.Success, maxOps - operations);
        Check(txn.Failure, maxOps - operations);
    }

    private static void Check(RepeatedField<RequestOp> operations, int maxNested)
    {
        foreach (RequestOp operation in operations)
        {
            switch (operation.RequestCase)
            {
                case RequestOp.RequestOneofCase.RequestTxn:
                    Check(operation.RequestTxn, maxNested);
                    break;
                case RequestOp.RequestOneofCase.RequestRange:
                    CheckKey(operation.RequestRange.Key);
                    break;
                case RequestOp.RequestOneofCase.RequestPut:
                    Check(operation.RequestPut);
                    break;
                case RequestOp.RequestOneofCase.RequestDeleteRange:
                    CheckKey(operation.RequestDeleteRange.Key);
                    break;
                default:
                    throw new ModelException(EtcdErrorTexts.KeyNotFound);
            }
        }
    }

    private static void CheckKey(ByteString key)
    {
        if (key.IsEmpty)
        {
            throw new ModelException(EtcdErrorTexts.KeyNotProvided);
        }
    }
}
