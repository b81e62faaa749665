using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: etcd.md Z1, scenario S16: a put allocates less than 2,048 bytes, with 64 at a time.
/// Method: the whole client over a socket, against a server that allocates nothing; all threads of the process count.
/// </summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    private const int Ways = 64;
    private const int Calls = 20_000;

    [Fact]
    public async Task S16_a_put_allocates_less_than_2_048_bytes()
    {
        var answer = new PutResponse
        {
            Header = new ResponseHeader { ClusterId = 1, MemberId = 2, Revision = 3, RaftTerm = 4 },
        };
        await using var server = new FixedAnswerServer(answer);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = { server.Endpoint } });
        var put = new PutRequest
        {
            Key = ByteString.CopyFromUtf8("0123456789abcdef"),
            Value = ByteString.CopyFrom(new byte[100]),
        };
        await PutAsync(client, put);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await PutAsync(client, put);
        long perCall = (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;

        Assert.Equal(answer, await client.Kv.PutAsync(put));
        Assert.InRange(perCall, 1, 2_047);
    }

    private static async Task PutAsync(EtcdClient client, PutRequest put)
    {
        int left = Calls;
        await Task.WhenAll(Enumerable.Range(0, Ways).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await client.Kv.PutAsync(put, new CallOptions { Deadline = TimeSpan.FromMinutes(5) });
            }
        }));
    }
}
