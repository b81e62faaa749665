namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: cancellations, deadlines and failures of calls, and what is left of them (etcd.md K4, K7, N4, X2; S4, S5).
/// Method: calls of one client that are given up, cut or refused; the client's own counters.
/// </summary>
public abstract class CallContract : EtcdContract
{
    [Fact]
    public Task A_cancelled_call_throws_with_the_token_of_its_caller() => OnEtcdAsync(async etcd =>
    {
        using var cancel = new CancellationTokenSource();
        Task<PutResponse> put = etcd.Client.Kv.PutAsync(etcd.Name("a"), "1", cancellationToken: cancel.Token).AsTask();

        Cancel(cancel);

        // A put that was faster is done.
        OperationCanceledException? thrown = await CancellationAsync(put);
        Assert.True(put.IsCompletedSuccessfully || thrown?.CancellationToken == cancel.Token);
        Assert.Equal(0, etcd.Client.Status.CallsInFlight);
    });

    [Fact]
    public Task Every_second_call_is_cancelled_and_the_others_are_answered() => OnEtcdAsync(async etcd =>
    {
        // S5.
        const int Calls = 1_000;
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        using var cancel = new CancellationTokenSource();
        Task<KeyValue?>[] calls = [.. Enumerable.Range(0, Calls).Select(i => etcd.Client.Kv.GetAsync(
            etcd.Name("a"), cancellationToken: i % 2 == 0 ? cancel.Token : CancellationToken.None).AsTask())];

        Cancel(cancel);

        for (int i = 0; i < Calls; i++)
        {
            if (i % 2 == 0)
            {
                await CancellationAsync(calls[i]);
                Assert.True(calls[i].IsCanceled || calls[i].IsCompletedSuccessfully);
            }
            else
            {
                Assert.Equal("1", (await calls[i])!.Value.ToText());
            }
        }

        Assert.Equal(0, etcd.Client.Status.CallsInFlight);
    });

    [Fact]
    public Task A_token_that_is_cancelled_already_sends_nothing() => OnEtcdAsync(async etcd =>
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1", cancellationToken: cancelled));

        Assert.Null(await etcd.Client.Kv.GetAsync(etcd.Name("a")));
    });

    [Fact]
    public Task Reads_are_repeated_when_their_connection_is_cut() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        for (int i = 0; i < 20; i++)
        {
            Task<KeyValue?>[] reads =
                [.. Enumerable.Range(0, 10).Select(_ => etcd.Client.Kv.GetAsync(etcd.Name("a")).AsTask())];
            etcd.CutConnections();
            Assert.All(await Task.WhenAll(reads), pair => Assert.Equal("1", pair!.Value.ToText()));
        }
    });

    [Fact]
    public Task A_put_that_was_cut_is_done_once_or_not_at_all_and_the_caller_is_told_that_it_is_unknown() =>
        OnEtcdAsync(
        async etcd =>
        {
            // X2: each put has its own key, so its version tells how often it was applied.
            const int Puts = 100;
            var outcomes = new Dictionary<string, bool>(StringComparer.Ordinal);
            for (int i = 0; i < Puts; i++)
            {
                string key = etcd.Name($"k{i}");
                Task<PutResponse> put = etcd.Client.Kv.PutAsync(key, "1").AsTask();
                if (i % 3 == 0)
                {
                    etcd.CutConnections();
                }

                outcomes[key] = await IsAppliedAsync(put);
            }

            RangeResponse after = await etcd.Client.Kv.GetAsync(etcd.All);
            Assert.All(after.Kvs, pair => Assert.Equal(1, pair.Version));
            var there = after.Kvs.Select(pair => pair.Key.ToText()).ToHashSet(StringComparer.Ordinal);
            Assert.Superset(outcomes.Where(outcome => outcome.Value).Select(outcome => outcome.Key).ToHashSet(), there);
        });

    [Fact]
    public Task A_client_that_is_closed_fails_its_calls_and_refuses_new_ones() => OnEtcdAsync(async etcd =>
    {
        IEtcdClient client = etcd.NewClient();
        await client.Kv.PutAsync(etcd.Name("a"), "1");
        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await client.Kv.GetAsync(etcd.Name("a")));
        Assert.Equal(0, client.Status.CallsInFlight);
    });

    [Fact]
    public Task What_a_client_saw_of_the_store_is_in_its_status() => OnEtcdAsync(async etcd =>
    {
        ResponseHeader header = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header;

        EtcdClientStatus status = etcd.Client.Status;
        Assert.Equal(
            (header.ClusterId, header.MemberId, header.Revision), (status.ClusterId, status.MemberId, status.Revision));
        Assert.Null(status.StoreChanged);
        Assert.Equal(0, Assert.Single(status.Endpoints).Failures);
    });

    private static async Task<OperationCanceledException?> CancellationAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled;
        }
    }

    private static async Task<bool> IsAppliedAsync(Task<PutResponse> put)
    {
        try
        {
            await put;
            return true;
        }
        catch (EtcdException lost)
        {
            Assert.Equal(("AO-ETC-0621", ErrorClass.Ambiguous), (lost.Code, lost.Class));
            Assert.Equal(SendState.MaybeSent, lost.Sent);
            return false;
        }
    }
}
