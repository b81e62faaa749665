using System.Security.Cryptography;
using static ActorOrchestrator.Etcd.Protocol.AlarmRequest.Types;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: status, hashes, alarms and snapshots (etcd.md 16 Quota, 20; M9).
/// Method: one member; hashes of model and etcd are compared in the golden runs.
/// </summary>
public abstract class MaintenanceContract : EtcdContract
{
    [Fact]
    public Task The_status_tells_version_leader_and_progress_of_the_member() => OnEtcdAsync(async etcd =>
    {
        long put = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        StatusResponse status = await etcd.Client.Maintenance.StatusAsync();

        Assert.Equal(etcd.Version, Version.Parse(status.Version));
        Assert.Equal(put, status.Header.Revision);
        Assert.Equal(status.Header.MemberId, status.Leader);
        Assert.Equal(status.Header.RaftTerm, status.RaftTerm);
        Assert.True(status.DbSize > 0 && status.DbSizeInUse > 0 && status.DbSizeInUse <= status.DbSize);
        Assert.True(status.RaftIndex > 0 && status.RaftAppliedIndex == status.RaftIndex);
        Assert.False(status.IsLearner);
        Assert.Empty(status.Errors);
    });

    [Fact]
    public Task The_hash_of_a_revision_does_not_change_and_that_of_another_does() => OnEtcdAsync(async etcd =>
    {
        long first = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        HashKVResponse before = await etcd.Client.Maintenance.HashKvAsync();
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "2");

        HashKVResponse same = await etcd.Client.Maintenance.HashKvAsync(first);
        HashKVResponse now = await etcd.Client.Maintenance.HashKvAsync();

        Assert.Equal(before.Hash, same.Hash);
        Assert.NotEqual(before.Hash, now.Hash);
        Assert.Equal(before.CompactRevision, now.CompactRevision);
        await Refusal.IsAsync("0521", etcd.Client.Maintenance.HashKvAsync(first + 2));
    });

    [Fact]
    public Task The_hash_of_what_was_compacted_is_refused() => OnEtcdAsync(async etcd =>
    {
        long first = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "2");
        await etcd.Client.Kv.CompactAsync(new CompactionRequest { Revision = first + 1, Physical = true });

        await Refusal.IsAsync("0520", etcd.Client.Maintenance.HashKvAsync(first));
        Assert.Equal(first + 1, (await etcd.Client.Maintenance.HashKvAsync()).CompactRevision);
    });

    [Fact]
    public Task The_snapshot_is_whole_and_ends_in_its_own_digest() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), new string('x', 100_000));
        using var all = new MemoryStream();
        ulong remaining = ulong.MaxValue;
        await foreach (SnapshotResponse part in etcd.Client.Maintenance.SnapshotAsync())
        {
            Assert.True(part.RemainingBytes <= remaining);
            remaining = part.RemainingBytes;
            part.Blob.WriteTo(all);
        }

        byte[] bytes = all.ToArray();
        Assert.Equal(0UL, remaining);
        Assert.True(bytes.Length > 100_000);
        Assert.Equal(0, (bytes.Length - SHA256.HashSizeInBytes) % 512);
        Assert.Equal(SHA256.HashData(bytes.AsSpan()[..^SHA256.HashSizeInBytes]), bytes[^SHA256.HashSizeInBytes..]);
    });

    [Fact]
    public Task A_defragmentation_changes_nothing() => OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        uint before = (await etcd.Client.Maintenance.HashKvAsync()).Hash;

        await etcd.Client.Maintenance.DefragmentAsync();

        Assert.Equal(before, (await etcd.Client.Maintenance.HashKvAsync()).Hash);
    });

    [Fact]
    public Task While_the_alarm_of_space_is_up_puts_and_grants_are_refused_and_deletes_pass() =>
        OnEtcdAsync(async etcd =>
    {
        await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1");
        ulong member = (await etcd.Client.Maintenance.StatusAsync()).Header.MemberId;
        long lease = (await etcd.Client.Lease.GrantAsync(new() { TTL = 60 })).ID;
        AlarmRequest raise = new() { Action = AlarmAction.Activate, Alarm = AlarmType.Nospace, MemberID = member };
        AlarmMember alarm = new() { Alarm = AlarmType.Nospace, MemberID = member };

        Assert.Equal([alarm], (await etcd.Client.Maintenance.AlarmAsync(raise)).Alarms);
        Assert.Equal([alarm], (await etcd.Client.Maintenance.AlarmAsync(new())).Alarms);
        Assert.Contains(
            "NOSPACE", Assert.Single((await etcd.Client.Maintenance.StatusAsync()).Errors), StringComparison.Ordinal);

        var once = new CallOptions { Repeat = RepeatRule.Never };
        await Refusal.IsAsync("0522", etcd.Client.Kv.PutAsync(etcd.Name("b"), "1", options: once));
        await Refusal.IsAsync("0522", Txn.Of(Op.Put(etcd.Name("b"), "1")).CommitAsync(etcd.Client.Kv, once));
        await Refusal.IsAsync("0522", etcd.Client.Lease.GrantAsync(new() { TTL = 60 }, once));
        await Txn.Of(Op.Get(etcd.All)).CommitAsync(etcd.Client.Kv);
        await etcd.Client.Lease.RevokeAsync(lease);
        Assert.Equal(1, (await etcd.Client.Kv.DeleteAsync(etcd.Name("a"))).Deleted);

        raise.Action = AlarmAction.Deactivate;
        Assert.Equal([alarm], (await etcd.Client.Maintenance.AlarmAsync(raise)).Alarms);
        Assert.Empty((await etcd.Client.Maintenance.AlarmAsync(raise)).Alarms);
        Assert.Empty((await etcd.Client.Maintenance.AlarmAsync(new())).Alarms);
        await etcd.Client.Kv.PutAsync(etcd.Name("b"), "1");
    });

    [Fact]
    public Task The_leadership_of_raft_cannot_go_to_who_is_no_member() => OnEtcdAsync(async etcd =>
        await Refusal.IsAsync("0591", etcd.Client.Maintenance.MoveLeaderAsync(4_711)));
}
