using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;

namespace ActorOrchestrator.Testing.Tests.Model.Store.Script;

/// <summary>From the words of a command to the request that they mean.</summary>
internal static class ScriptRequests
{
    public static PutRequest Put(ScriptWords words)
    {
        var put = new PutRequest { Key = words.NextBytes(), Value = words.NextBytes() };
        while (words.HasOption)
        {
            Set(put, words.Next().Split('='));
        }

        return put;
    }

    public static RangeRequest Range(ScriptWords words)
    {
        var range = new RangeRequest { Key = words.NextBytes(), RangeEnd = words.NextRangeEnd() };
        while (words.HasOption)
        {
            Set(range, words.Next().Split('='));
        }

        return range;
    }

    public static DeleteRangeRequest Delete(ScriptWords words) => new()
    {
        Key = words.NextBytes(),
        RangeEnd = words.NextRangeEnd(),
        PrevKv = words.TryNext("prev"),
    };

    public static TxnRequest Txn(ScriptWords words)
    {
        var txn = new TxnRequest();
        if (words.TryNext("if"))
        {
            txn.Compare.AddRange(words.List(Comparison));
        }

        if (words.TryNext("then"))
        {
            txn.Success.AddRange(words.List(Operation));
        }

        if (words.TryNext("else"))
        {
            txn.Failure.AddRange(words.List(Operation));
        }

        return txn;
    }

    private static void Set(PutRequest put, string[] option)
    {
        switch (option[0])
        {
            case "lease": put.Lease = ScriptWords.Number(option[1]); break;
            case "prev": put.PrevKv = true; break;
            case "ignore-value": put.IgnoreValue = true; break;
            case "ignore-lease": put.IgnoreLease = true; break;
            default: throw new FormatException($"Unknown option {option[0]}");
        }
    }

    private static void Set(RangeRequest range, string[] option)
    {
        switch (option[0])
        {
            case "rev": range.Revision = ScriptWords.Number(option[1]); break;
            case "limit": range.Limit = ScriptWords.Number(option[1]); break;
            case "min-mod": range.MinModRevision = ScriptWords.Number(option[1]); break;
            case "max-mod": range.MaxModRevision = ScriptWords.Number(option[1]); break;
            case "min-create": range.MinCreateRevision = ScriptWords.Number(option[1]); break;
            case "max-create": range.MaxCreateRevision = ScriptWords.Number(option[1]); break;
            case "order": range.SortOrder = Enum.Parse<SortOrder>(option[1], ignoreCase: true); break;
            case "by": range.SortTarget = Enum.Parse<SortTarget>(option[1], ignoreCase: true); break;
            case "keys-only": range.KeysOnly = true; break;
            case "count-only": range.CountOnly = true; break;
            case "brief": break;
            default: throw new FormatException($"Unknown option {option[0]}");
        }
    }

    private static RequestOp Operation(ScriptWords words) => words.Next() switch
    {
        "put" => new RequestOp { RequestPut = Put(words) },
        "get" => new RequestOp { RequestRange = Range(words) },
        "del" => new RequestOp { RequestDeleteRange = Delete(words) },
        "txn" => new RequestOp { RequestTxn = Txn(words) },
        "nothing" => new RequestOp(),
        var other => throw new FormatException($"Unknown operation {other}"),
    };

    private static Compare Comparison(ScriptWords words)
    {
        string target = words.Next();
        var compare = new Compare
        {
            Target = Enum.Parse<CompareTarget>(target, ignoreCase: true),
            Key = words.NextBytes(),
            RangeEnd = words.NextRangeEnd(),
            Result = words.Next() switch
            {
                "=" => CompareResult.Equal,
                "!=" => CompareResult.NotEqual,
                ">" => CompareResult.Greater,
                "<" => CompareResult.Less,
                var other => throw new FormatException($"Unknown result {other}"),
            },
        };

        // A colon names the field of another target: a union that does not fit.
        string[] operand = words.Next().Split(':');
        SetUnion(compare, operand.Length == 2 ? operand[0] : target, operand[^1]);
        return compare;
    }

    private static void SetUnion(Compare compare, string field, string operand)
    {
        switch (field)
        {
            case var _ when operand is "none": break;
            case "version": compare.Version = ScriptWords.Number(operand); break;
            case "create": compare.CreateRevision = ScriptWords.Number(operand); break;
            case "mod": compare.ModRevision = ScriptWords.Number(operand); break;
            case "lease": compare.Lease = ScriptWords.Number(operand); break;
            case "value": compare.Value = ScriptWords.Read(operand); break;
            default: throw new FormatException($"Unknown field {field}");
        }
    }
}
