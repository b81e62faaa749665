using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Protocol;

await using var etcd = EtcdClient.Connect(args is [var endpoints, ..] ? endpoints : "http://127.0.0.1:2379");

// Put, and read back.
PutResponse put = await etcd.Kv.PutAsync("/demo/greeting", "Hello");
Console.WriteLine($"put /demo/greeting at revision {put.Header.Revision}");

// Watch from that revision on: nothing that happens after it can be missed.
await using IEtcdWatcher watcher = etcd.Watch.Open(
    new WatchSpec(KeyRange.Prefix("/demo/")) { StartRevision = put.Header.Revision });
await etcd.Kv.PutAsync("/demo/greeting", "Hello again");
await foreach (Event e in watcher.ReadAllAsync().SelectMany(batch => batch.Events).Take(2))
{
    Console.WriteLine($"event {e.Kv.ModRevision}: {e.Kv.Key.ToStringUtf8()} = {e.Kv.Value.ToStringUtf8()}");
}

// Lock: held as long as the session's lease can be relied on. The guard fences writes of whoever held it before.
await using EtcdSession session = await etcd.Lease.OpenSessionAsync();
HeldLock held = await etcd.Lock.LockAsync("/demo/lock", session);
TxnResponse txn = await Txn.When(held.Token.Guard()).Then(Op.Put("/demo/owner", "me")).CommitAsync(etcd.Kv);
Console.WriteLine($"locked by {held.Key.ToStringUtf8()}; fenced write: {(txn.Succeeded ? "done" : "refused")}");
await held.UnlockAsync();
