using ActorOrchestrator.Etcd;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: the ordinary client works on a model etcd, in virtual time and on one thread.
/// Method: whole conversations with it; the history tells what went over the wire.
/// </summary>
public sealed class ModelEtcdClientTests
{
    private readonly ModelEtcd _etcd = new();

    [Fact]
    public void A_put_is_read_back_two_milliseconds_later_each()
    {
        KeyValue? read = _etcd.Time.Run(async () =>
        {
            await using IEtcdClient client = _etcd.CreateClient("a");
            await client.Kv.PutAsync("/key", "value");
            return await client.Kv.GetAsync("/key");
        });

        Assert.Equal("value", read?.Value.ToStringUtf8());
        Assert.Equal(2, read?.ModRevision);
        Assert.Equal(TimeSpan.FromMilliseconds(4), _etcd.Time.Elapsed);
    }

    [Fact]
    public void A_watch_sees_what_another_client_writes()
    {
        IReadOnlyList<Event> events = _etcd.Time.Run(async () =>
        {
            await using IEtcdClient reader = _etcd.CreateClient("reader");
            await using IEtcdClient writer = _etcd.CreateClient("writer");
            await using IEtcdWatcher watcher = reader.Watch.Open(new WatchSpec(KeyRange.Prefix("/")));
            await watcher.Created;
            await writer.Kv.PutAsync("/key", "value");
            await foreach (WatchBatch batch in watcher.ReadAllAsync())
            {
                return batch.Events;
            }

            return [];
        });

        Assert.Equal("/key", Assert.Single(events).Kv.Key.ToStringUtf8());
    }

    [Fact]
    public void A_session_lives_as_long_as_its_client_and_its_key_ends_with_it()
    {
        _etcd.Time.Run(async () =>
        {
            await using IEtcdClient client = _etcd.CreateClient("a");
            EtcdSession session = await client.Lease.OpenSessionAsync();
            await client.Kv.PutAsync("/member", "a", session.LeaseId);
            await Task.Delay(TimeSpan.FromMinutes(5), _etcd.Time);
            Assert.NotNull(await client.Kv.GetAsync("/member"));
            await session.DisposeAsync();
            Assert.Null(await client.Kv.GetAsync("/member"));
        });
    }
}
