using System.Text;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>Requests in the fewest words; texts are bytes by Latin-1, so that every byte can be written.</summary>
internal static class Make
{
    /// <summary>As a range end: no end.</summary>
    public const string NoEnd = "\0";

    public static ByteString Key(string text) => ByteString.CopyFrom(text, Encoding.Latin1);

    public static string Text(ByteString bytes) => bytes.ToString(Encoding.Latin1);

    public static KeyInterval Interval(string key, string end = "") => new(Key(key), Key(end));

    public static PutRequest Put(string key, string value = "v", long lease = 0) =>
        new() { Key = Key(key), Value = Key(value), Lease = lease };

    public static RangeRequest Get(string key, string end = "", long revision = 0) =>
        new() { Key = Key(key), RangeEnd = Key(end), Revision = revision };

    public static DeleteRangeRequest Delete(string key, string end = "") =>
        new() { Key = Key(key), RangeEnd = Key(end) };

    public static RequestOp Op(IMessage request) => request switch
    {
        RangeRequest range => new RequestOp { RequestRange = range },
        PutRequest put => new RequestOp { RequestPut = put },
        DeleteRangeRequest delete => new RequestOp { RequestDeleteRange = delete },
        TxnRequest txn => new RequestOp { RequestTxn = txn },
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No operation of a transaction."),
    };

    public static TxnRequest Then(params IMessage[] operations) => new() { Success = { operations.Select(Op) } };

    public static TxnRequest Else(params IMessage[] operations) => new() { Failure = { operations.Select(Op) } };

    public static TxnRequest If(params Compare[] compares) => new() { Compare = { compares } };

    public static ModelStore NewStore(ModelLimits? limits = null) => new(limits ?? new ModelLimits());

    /// <summary>The keys of an answer.</summary>
    public static string Keys(RangeResponse answer) => string.Join(' ', answer.Kvs.Select(pair => Text(pair.Key)));

    /// <summary>Everything that a store shows of its present.</summary>
    public static RangeResponse All(ModelStore store, long revision = 0) => store.Range(Get("\0", NoEnd, revision));

    /// <summary>The refusal of a request.</summary>
    public static EtcdError Refusal(Action request) => Assert.Throws<ModelException>(request).Error;
}
