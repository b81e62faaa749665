using ActorOrchestrator.Testing.Model.Store;

namespace ActorOrchestrator.Testing.Tests.Model.Store.Script;

/// <summary>From answers to the lines that transcripts show of them.</summary>
internal static class ScriptAnswers
{
    public static IEnumerable<string> Of(RangeResponse range) =>
        range.Kvs.Select(pair => "  " + Of(pair)).Prepend(Head(range));

    public static IEnumerable<string> Brief(RangeResponse range) =>
        [string.Join(' ', range.Kvs.Select(pair => ScriptWords.Write(pair.Key)).Prepend(Head(range)))];

    public static IEnumerable<string> Of(PutResponse put) =>
        put.PrevKv is { } previous ? [Revision(put.Header), "  prev " + Of(previous)] : [Revision(put.Header)];

    public static IEnumerable<string> Of(DeleteRangeResponse delete) =>
        delete.PrevKvs.Select(pair => "  prev " + Of(pair))
            .Prepend($"{Revision(delete.Header)} deleted={delete.Deleted}");

    public static IEnumerable<string> Of(TxnResponse txn) =>
        txn.Responses.SelectMany(Of).Prepend($"{Revision(txn.Header)} {(txn.Succeeded ? "succeeded" : "failed")}");

    public static string Of(Event change, KeyValue? previous) =>
        (change.Type is Event.Types.EventType.Put ? "put " : "delete ") + Of(change.Kv)
        + (previous is null ? "" : " prev " + Of(previous));

    public static string Of(ModelException refusal) => $"error {(int)refusal.Status} {refusal.Text}";

    public static string Of(Permission permission) =>
        $"  {permission.PermType.ToString().ToLowerInvariant()} {ScriptWords.Write(permission.Key)}"
        + (permission.RangeEnd.IsEmpty ? "" : " .." + ScriptWords.Write(permission.RangeEnd));

    private static IEnumerable<string> Of(ResponseOp answer)
    {
        (string kind, IEnumerable<string> lines) = answer.ResponseCase switch
        {
            ResponseOp.ResponseOneofCase.ResponseRange => ("get", Of(answer.ResponseRange)),
            ResponseOp.ResponseOneofCase.ResponsePut => ("put", Of(answer.ResponsePut)),
            ResponseOp.ResponseOneofCase.ResponseDeleteRange => ("del", Of(answer.ResponseDeleteRange)),
            _ => ("txn", Of(answer.ResponseTxn)),
        };
        return lines.Select((line, index) => "  " + (index == 0 ? $"{kind} {line}" : line));
    }

    private static string Of(KeyValue pair) =>
        $"{ScriptWords.Write(pair.Key)}={ScriptWords.Write(pair.Value)} create {pair.CreateRevision} "
        + $"mod {pair.ModRevision} version {pair.Version}{(pair.Lease == 0 ? "" : $" lease {pair.Lease}")}";

    private static string Head(RangeResponse range) =>
        $"{Revision(range.Header)} count={range.Count}{(range.More ? " more" : "")}";

    private static string Revision(ResponseHeader? header) => header is null ? "rev=none" : $"rev={header.Revision}";
}
