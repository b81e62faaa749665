using ActorOrchestrator.Testing.Tests.Model.Store.Script;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: the model answers as etcd does, HashKV included (S17, S21 to S23, S27).
/// Method: transcripts that etcd 3.4.23 answered, table by table and for random commands. They leave out where it
/// differs from later versions: HashKV of the compact revision itself, watches of a delete at it, empty permissions,
/// what the role root shows; under auth, nested transactions, <c>prev_kv</c> and leases of puts in transactions, and
/// calls about leases, members and compaction.
/// </summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("range-matrix")]
    [InlineData("transactions")]
    [InlineData("compaction")]
    [InlineData("leases")]
    [InlineData("auth")]
    [InlineData("auth-random")]
    [InlineData("random-1")]
    [InlineData("random-2")]
    [InlineData("random-3")]
    [InlineData("random-4")]
    [InlineData("random-5")]
    [InlineData("random-6")]
    public void The_model_answers_as_etcd_did(string transcript)
    {
        var script = new StoreScript();

        Transcript.Run($"golden/{transcript}.txt", script.Answer);
    }
}
