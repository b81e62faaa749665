using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Servers;
using ActorOrchestrator.Testing.Model;
using Google.Protobuf;

namespace ActorOrchestrator.Interop.Tests.Limits;

/// <summary>
/// Goal: limits that an operator has set otherwise are told by their errors, and the model has the same options
/// (etcd.md F1, 16 Quota; S26).
/// Method: the same test on a server with these flags and on a model with these options.
/// </summary>
public sealed class ServerLimitTests
{
    private const int QuotaBytes = 16 * 1024 * 1024;

    // Refused and passing calls are told apart at once: a full store is a failure that passes.
    private static readonly CallOptions Once = new() { Repeat = RepeatRule.Never };

    [Fact]
    public async Task A_lower_limit_of_operations_counts()
    {
        await using EtcdServer server = await EtcdServer.StartAsync(new() { Flags = ["--max-txn-ops=4"] });
        await using EtcdClient client = Connect(server);

        await FourOperationsAsync(client);
        OnModel(new() { MaxTxnOps = 4 }, FourOperationsAsync);
    }

    [Fact]
    public async Task A_full_store_refuses_puts_until_space_was_made_and_the_alarm_is_ended()
    {
        await using EtcdServer server = await EtcdServer.StartAsync(
            new() { Flags = [$"--quota-backend-bytes={QuotaBytes}"] });
        await using EtcdClient client = Connect(server);

        await FillAndRepairAsync(client);
        OnModel(new() { QuotaBytes = QuotaBytes }, FillAndRepairAsync);
    }

    private static async Task FourOperationsAsync(IEtcdClient client)
    {
        RequestOp[] five = [.. Enumerable.Range(0, 5).Select(i => Op.Put($"/ops/{i}", "1"))];

        await Txn.Of(five.AsSpan(0, 4)).CommitAsync(client.Kv);
        await Refusal.IsAsync("0514", Txn.Of(five).CommitAsync(client.Kv));
    }

    private static async Task FillAndRepairAsync(IEtcdClient client)
    {
        var megabyte = ByteString.CopyFrom(new byte[1024 * 1024]);
        EtcdException? full = null;
        int puts = 0;
        while (full is null)
        {
            Assert.True(puts++ < 2 * QuotaBytes / megabyte.Length, "the quota is not watched");
            full = await TryPutAsync(client, new PutRequest { Key = $"/full/{puts}".ToBytes(), Value = megabyte });
        }

        Assert.Equal(("AO-ETC-0522", ErrorClass.Transient), (full.Code, full.Class));
        AlarmMember alarm = Assert.Single((await client.Maintenance.AlarmAsync(new())).Alarms);
        Assert.Equal(AlarmType.Nospace, alarm.Alarm);
        await Refusal.IsAsync("0522", client.Kv.PutAsync("/small", "1", options: Once));
        await Refusal.IsAsync("0522", client.Lease.GrantAsync(new() { TTL = 60 }, Once));

        DeleteRangeResponse deleted = await client.Kv.DeleteAsync(KeyRange.Prefix("/full/"));
        Assert.True(deleted.Deleted >= puts / 2);
        await client.Kv.CompactAsync(new CompactionRequest { Revision = deleted.Header.Revision, Physical = true });
        await client.Maintenance.DefragmentAsync(new CallOptions { Deadline = RealTime.Patience });
        await Refusal.IsAsync("0522", client.Kv.PutAsync("/small", "1", options: Once));

        await client.Maintenance.AlarmAsync(new()
        {
            Action = AlarmRequest.Types.AlarmAction.Deactivate,
            Alarm = alarm.Alarm,
            MemberID = alarm.MemberID,
        });
        await client.Kv.PutAsync("/small", "1");
    }

    private static async Task<EtcdException?> TryPutAsync(IEtcdClient client, PutRequest put)
    {
        try
        {
            await client.Kv.PutAsync(put, Once);
            return null;
        }
        catch (EtcdException refused)
        {
            return refused;
        }
    }

    private static void OnModel(ModelEtcdOptions options, Func<IEtcdClient, Task> test)
    {
        var model = new ModelEtcd(options);
        model.Time.Run(async () =>
        {
            await using IEtcdClient client = model.CreateClient("limits");
            await test(client);
        });
    }

    private static EtcdClient Connect(EtcdServer server)
    {
        var options = new EtcdClientOptions();
        options.Endpoints.Add(server.Endpoint);
        return new EtcdClient(options);
    }
}
