using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model;

/// <content>Faults that a test wants now. Those of a plan are in <see cref="ModelEtcdOptions.Faults"/>.</content>
public sealed partial class ModelEtcd
{
    /// <summary>Compacts, as by another client.</summary>
    /// <param name="revision">Up to where; 0 is the current revision. What cannot be compacted is left alone.</param>
    public void CompactAsAnotherClient(long revision = 0) =>
        Time.Inside(() => Kernel.World.Compact(revision));

    /// <summary>Lets a lease expire before its time.</summary>
    /// <exception cref="ArgumentException">There is no such lease.</exception>
    public void ExpireLease(long id) =>
        Time.Inside(() => EndLease(id, "early expiry"));

    /// <summary>Revokes a lease, as an operator does.</summary>
    /// <exception cref="ArgumentException">There is no such lease.</exception>
    public void RevokeLease(long id) =>
        Time.Inside(() => EndLease(id, "an operator"));

    /// <summary>Takes the leader away for a while; then the next member leads, and leases get their full
    /// time.</summary>
    public void ChangeLeader(TimeSpan duration = default) =>
        Time.Inside(() => Kernel.Cluster.ChangeLeader(duration));

    /// <summary>Cuts members off from all clients, until <see cref="Heal"/>: open connections fall silent, and are
    /// dead after <see cref="ModelEtcdOptions.DeadConnectionAfter"/>; new ones are not established.</summary>
    public void Partition(params string[] members) =>
        Time.Inside(() => Kernel.World.CutOff([.. members.Select(Find)], cut: true));

    /// <summary>Parts some members from the others, until <see cref="Heal"/>. Clients reach both; only a majority
    /// has a leader.</summary>
    public void Isolate(params string[] members) =>
        Time.Inside(() => Kernel.World.Isolate([.. members.Select(Find)]));

    /// <summary>Ends all partitions, between members and with clients.</summary>
    public void Heal() => Time.Inside(() =>
    {
        Kernel.World.Rejoin(Kernel.Cluster.Faces);
        Kernel.World.CutOff([.. Kernel.Cluster.Faces.Where(face => face.IsCutOff)], cut: false);
    });

    /// <summary>Lets a member stand still, as a stopped process does: its connections stay, and are silent.</summary>
    public void Pause(string member) =>
        Time.Inside(() => Kernel.World.Pause(Find(member), paused: true));

    /// <summary>Lets a member that stood still go on; what has come meanwhile is answered now.</summary>
    public void Resume(string member) =>
        Time.Inside(() => Kernel.World.Pause(Find(member), paused: false));

    /// <summary>Ends a member's process: its connections are reset, new ones refused, its tokens forgotten.</summary>
    public void Stop(string member) =>
        Time.Inside(() => Kernel.Stop(Find(member)));

    /// <summary>Starts a member's process again, or that of a member that was added.</summary>
    public void Start(string member) =>
        Time.Inside(() => Kernel.Start(Find(member)));

    /// <summary>Resets open calls.</summary>
    /// <param name="client">Whose; null means everybody's.</param>
    /// <param name="streamsOnly">Whether calls with one answer go on.</param>
    public void CutStreams(string? client = null, bool streamsOnly = true) => Time.Inside(() =>
    {
        foreach (ModelCall call in Kernel.Calls.ToArray())
        {
            if ((client is null || string.Equals(call.Client, client, StringComparison.Ordinal))
                && (call.IsStream || !streamsOnly))
            {
                call.Break(CallFailure.Lost, "the connection was reset");
            }
        }
    });

    /// <summary>Writes as another client, in one revision.</summary>
    /// <param name="writes">One at least, no key twice.</param>
    public void Foreign(params ForeignWrite[] writes) =>
        Time.Inside(() => Kernel.World.Write(new ForeignWrites(writes)));

    /// <summary>Puts the store back to a revision; ids stay, all connections, tokens and alarms are gone, and leases
    /// have their full time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The store was never there.</exception>
    public void RestoreBackup(long revision)
    {
        CheckBackup(revision);
        Time.Inside(() => Kernel.Restore(revision, newIds: false));
    }

    /// <summary>Puts another cluster with other ids in the place of this one.</summary>
    /// <param name="revision">Of this one's backup that it starts with; 1 is an empty store.</param>
    /// <exception cref="ArgumentOutOfRangeException">The store was never there.</exception>
    public void NewCluster(long revision = 1)
    {
        CheckBackup(revision);
        Time.Inside(() => Kernel.Restore(revision, newIds: true));
    }

    /// <summary>Raises an alarm.</summary>
    /// <param name="type">NOSPACE refuses puts and grants, CORRUPT all writes.</param>
    /// <param name="member">Of which member; null is the first.</param>
    public void RaiseAlarm(AlarmType type, string? member = null) =>
        Time.Inside(() => Kernel.Alarms.Raise(member is null ? Kernel.Cluster.Faces[0].Id : Find(member).Id, type));

    /// <summary>Members forget the tokens that they gave out, as after a restart.</summary>
    /// <param name="member">Which; null means all.</param>
    public void ForgetTokens(string? member = null)
    {
        foreach (Face face in member is null ? Kernel.Cluster.Faces : [Find(member)])
        {
            Kernel.Tokens.Forget(face);
        }
    }

    /// <summary>Lets a member apply so much later than the leader does, from the next revision on.</summary>
    public void SetLag(string member, TimeSpan lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, TimeSpan.Zero);
        Find(member).Lag = lag;
    }

    /// <summary>The clock of a client: its wall clock can be made to jump.</summary>
    /// <param name="client">The client's name.</param>
    public NodeClock ClockOf(string client) => Kernel.World.ClockOf(client);

    private void EndLease(long id, string who)
    {
        if (!Kernel.Store.HasLease(id))
        {
            throw new ArgumentException($"There is no lease {id:x}.", nameof(id));
        }

        Kernel.World.EndLease(id, who);
    }

    private void CheckBackup(long revision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(revision, Revision);
    }
}
