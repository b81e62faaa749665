using ActorOrchestrator.Etcd.Electing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md Q1 to Q5: each request of the queue, word for word, since Go clients stand in the same one.
/// Method: requests as JSON.
/// </summary>
public sealed class QueueRequestsTests
{
    private const string Key = "\"ZS9hYg==\"";

    private static readonly ByteString Own = QueueRequests.Candidate("e", 0xAB);
    private static readonly FencingToken Token = new(Own, 7, 0xAB);

    [Theory]
    [InlineData(0xAB, "e/ab")]
    [InlineData(0x1, "e/1")]
    [InlineData(0x0123456789ABCDEF, "e/123456789abcdef")]
    [InlineData(long.MaxValue, "e/7fffffffffffffff")]
    public void A_key_ends_with_the_lease_in_lower_case_hexadecimal_without_padding(long lease, string key) =>
        Assert.Equal(key, QueueRequests.Candidate("e", lease).ToStringUtf8());

    [Fact]
    public void Candidates_are_what_lies_below_the_name()
    {
        KeyRange range = QueueRequests.Candidates("e");

        Assert.Equal(("e/", "e0"), (range.Key.ToStringUtf8(), range.End.ToStringUtf8()));
    }

    [Fact]
    public void Entering_creates_or_reads_the_own_key() => Is(
        """
        { "compare": [ { "target": "CREATE", "key": KEY, "createRevision": "0" } ],
          "success": [ { "requestPut": { "key": KEY, "value": "dg==", "lease": "171" } } ],
          "failure": [ { "requestRange": { "key": KEY } } ] }
        """,
        QueueRequests.Enter(Own, ByteString.CopyFromUtf8("v"), 0xAB));

    [Fact]
    public void Looking_proves_the_own_key_and_reads_the_predecessor_and_the_first() => Is(
        """
        { "compare": [ { "target": "CREATE", "key": KEY, "createRevision": "7" } ],
          "success": [
            { "requestRange": { "key": "ZS8=", "rangeEnd": "ZTA=", "limit": "1", "sortOrder": "DESCEND",
              "sortTarget": "CREATE", "maxCreateRevision": "6" } },
            { "requestRange": { "key": "ZS8=", "rangeEnd": "ZTA=", "limit": "1", "sortOrder": "ASCEND",
              "sortTarget": "CREATE" } } ] }
        """,
        QueueRequests.Look(Token, QueueRequests.Candidates("e")));

    [Fact]
    public void Proclaiming_puts_the_value_under_the_lease_if_the_key_is_the_same() => Is(
        """
        { "compare": [ { "target": "CREATE", "key": KEY, "createRevision": "7" } ],
          "success": [ { "requestPut": { "key": KEY, "value": "dg==", "lease": "171" } } ] }
        """,
        QueueRequests.Proclaim(Token, ByteString.CopyFromUtf8("v")));

    [Fact]
    public void Resigning_deletes_the_key_if_it_is_the_same() => Is(
        """
        { "compare": [ { "target": "CREATE", "key": KEY, "createRevision": "7" } ],
          "success": [ { "requestDeleteRange": { "key": KEY } } ] }
        """,
        QueueRequests.Resign(Token));

    [Fact]
    public void Withdrawing_deletes_the_key_if_it_is_of_the_lease() => Is(
        """
        { "compare": [ { "target": "LEASE", "key": KEY, "lease": "171" } ],
          "success": [ { "requestDeleteRange": { "key": KEY } } ] }
        """,
        QueueRequests.Withdraw(Own, 0xAB));

    private static void Is(string json, TxnRequest request) => Assert.Equal(
        JsonParser.Default.Parse<TxnRequest>(json.Replace("KEY", Key, StringComparison.Ordinal)), request);
}
