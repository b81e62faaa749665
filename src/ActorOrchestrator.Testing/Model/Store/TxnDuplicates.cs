using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>T4: no key is written twice by a transaction, in any of its branches.</summary>
/// <remarks>
/// <para>
/// etcd's own reading of it, which three facts go beyond: a delete without an end (<c>\0</c>) is in nobody's way; nor
/// is a delete of a nested transaction in the way of puts of nested transactions before it; and what the two branches
/// of one nested transaction write is not compared with each other.
/// </para>
/// </remarks>
internal static class TxnDuplicates
{
    /// <summary>Checks both branches of a transaction, each for itself.</summary>
    /// <exception cref="ModelException">A key is given twice.</exception>
    public static void Check(TxnRequest txn)
    {
        Writes.Of(txn.Success);
        Writes.Of(txn.Failure);
    }

    private sealed class Writes
    {
        private readonly HashSet<ByteString> _puts = [];
        private readonly List<DeleteRangeRequest> _deletes = [];

        public static Writes Of(IReadOnlyCollection<RequestOp> operations)
        {
            var writes = new Writes();
            writes._deletes.AddRange(operations.Select(o => o.RequestDeleteRange).OfType<DeleteRangeRequest>());
            foreach (TxnRequest nested in operations.Select(o => o.RequestTxn).OfType<TxnRequest>())
            {
                writes.AddNested(nested);
            }

            foreach (PutRequest put in operations.Select(o => o.RequestPut).OfType<PutRequest>())
            {
                writes.AddPut(put.Key);
            }

            return writes;
        }

        private void AddNested(TxnRequest nested)
        {
            Writes success = Of(nested.Success);
            Writes failure = Of(nested.Failure);

            // Only one of the two happens, so they may put the same key.
            foreach (ByteString key in success._puts.Union(failure._puts))
            {
                AddPut(key);
            }

            _deletes.AddRange(success._deletes.Concat(failure._deletes));
        }

        private void AddPut(ByteString key)
        {
            if (_deletes.Exists(delete => Deletes(delete, key)) || !_puts.Add(key))
            {
                throw new ModelException(EtcdErrorTexts.DuplicateKey);
            }
        }

        // The end is taken by its bytes here, so that no key is below \0.
        private static bool Deletes(DeleteRangeRequest delete, ByteString key) => delete.RangeEnd.IsEmpty
            ? key.Equals(delete.Key)
            : Bytes.Compare(key, delete.Key) >= 0 && Bytes.Compare(key, delete.RangeEnd) < 0;
    }
}
