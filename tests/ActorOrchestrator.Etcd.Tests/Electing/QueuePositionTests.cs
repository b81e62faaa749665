using ActorOrchestrator.Etcd.Electing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q2 and Q3: from the answer of one transaction to who leads and whom to wait for.
/// Method: a table of answers; keys are written as <c>name@createRevision</c>.
/// </summary>
public sealed class QueuePositionTests
{
    private static readonly FencingToken Own = new(ByteString.CopyFromUtf8("e/own"), 7, 1);

    [Theory]
    [InlineData(true, "", "e/own@7", "Leads")]
    [InlineData(true, "e/b@6", "e/a@3", "Behind e/b, first e/a, from 20")]
    [InlineData(true, "e/a@3", "e/a@3", "Behind e/a, first e/a, from 20")]
    [InlineData(true, "", "e/a@7", "Behind e/a, first e/a, from 20")]
    [InlineData(true, "", "", "Gone")]
    [InlineData(false, "", "e/own@7", "Gone")]
    [InlineData(false, "", "", "Gone")]
    public void An_answer_says_where_the_candidate_stands(
        bool isSame, string predecessor, string oldest, string expected)
    {
        var answer = new TxnResponse
        {
            Header = new ResponseHeader { Revision = 20 },
            Succeeded = isSame,
            Responses = { Range(predecessor), Range(oldest) },
        };

        string actual = QueuePosition.Read(answer, Own) switch
        {
            QueuePosition.Behind other => $"Behind {other.Predecessor.Key.ToStringUtf8()}, "
                + $"first {other.Oldest.Key.ToStringUtf8()}, from {other.Revision}",
            var other => other.GetType().Name,
        };

        Assert.Equal(expected, actual);
    }

    private static ResponseOp Range(string key)
    {
        var range = new RangeResponse();
        if (key.Split('@') is [var name, var created])
        {
            range.Kvs.Add(new KeyValue
            {
                Key = ByteString.CopyFromUtf8(name),
                CreateRevision = long.Parse(created, System.Globalization.CultureInfo.InvariantCulture),
            });
        }

        return new ResponseOp { ResponseRange = range };
    }
}
