using Google.Protobuf;

namespace ActorOrchestrator.Etcd;

/// <summary>Operations of a transaction.</summary>
public static class Op
{
    /// <summary>Reads keys.</summary>
    public static RequestOp Get(KeyRange range) =>
        Get(new RangeRequest { Key = range.Key, RangeEnd = range.End });

    /// <summary>Reads one key, as UTF-8.</summary>
    public static RequestOp Get(string key) => Get(KeyRange.Single(key));

    /// <summary>Reads keys, with all options.</summary>
    public static RequestOp Get(RangeRequest request) => new() { RequestRange = request };

    /// <summary>Writes a key.</summary>
    /// <param name="key">Not empty.</param>
    /// <param name="value">Empty is a value.</param>
    /// <param name="lease">The lease that the key ends with; 0 for none, which also detaches it.</param>
    public static RequestOp Put(ByteString key, ByteString value, long lease = 0) =>
        Put(new PutRequest { Key = key, Value = value, Lease = lease });

    /// <summary>Writes a key, as UTF-8.</summary>
    public static RequestOp Put(string key, string value, long lease = 0) =>
        Put(ByteString.CopyFromUtf8(key), ByteString.CopyFromUtf8(value), lease);

    /// <summary>Writes a key, with all options.</summary>
    public static RequestOp Put(PutRequest request) => new() { RequestPut = request };

    /// <summary>Deletes keys.</summary>
    public static RequestOp Delete(KeyRange range, bool prevKv = false) => new()
    {
        RequestDeleteRange = new DeleteRangeRequest { Key = range.Key, RangeEnd = range.End, PrevKv = prevKv },
    };

    /// <summary>Deletes one key, as UTF-8.</summary>
    public static RequestOp Delete(string key) => Delete(KeyRange.Single(key));

    /// <summary>A transaction inside the transaction. All its compares are evaluated before any operation.</summary>
    public static RequestOp Txn(TxnRequest request) => new() { RequestTxn = request };
}
