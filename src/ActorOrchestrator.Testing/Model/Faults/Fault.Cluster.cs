namespace ActorOrchestrator.Testing.Model.Faults;

/// <content>Faults of the cluster.</content>
public abstract partial record Fault
{
    /// <summary>Another client compacts.</summary>
    /// <param name="Revision">Up to where; 0 is the current revision.</param>
    public sealed record Compact(long Revision = 0) : OfCluster;

    /// <summary>Leases end before their time: those that the rule matches by a key, or all.</summary>
    public sealed record ExpireLease : OfCluster;

    /// <summary>An operator revokes leases: those that the rule matches by a key, or all.</summary>
    public sealed record RevokeLease : OfCluster;

    /// <summary>There is no leader for a while; then another member leads, and all leases get their full
    /// time.</summary>
    /// <param name="Duration">How long.</param>
    public sealed record LeaderChange(TimeSpan Duration = default) : OfCluster;

    /// <summary>Clients cannot reach some members for a while.</summary>
    /// <param name="Members">Which.</param>
    /// <param name="Duration">How long.</param>
    public sealed record Partition(Names Members, TimeSpan Duration) : OfCluster;

    /// <summary>Some members and the others do not reach each other for a while; clients reach both.</summary>
    /// <param name="Members">Which.</param>
    /// <param name="Duration">How long.</param>
    public sealed record Isolate(Names Members, TimeSpan Duration) : OfCluster;

    /// <summary>A member stands still for a while.</summary>
    /// <param name="Member">Which.</param>
    /// <param name="Duration">How long.</param>
    public sealed record Pause(string Member, TimeSpan Duration) : OfCluster;

    /// <summary>Another client writes; several writes are one transaction.</summary>
    /// <param name="Writes">What, one at least, no key twice.</param>
    public sealed record Foreign(ForeignWrites Writes) : OfCluster;

    /// <summary>The cluster is restored from a backup and goes on under its ids; connections and tokens are
    /// gone.</summary>
    /// <param name="Revision">Of the backup; one that is not reached yet means the current one.</param>
    public sealed record RestoreBackup(long Revision) : OfCluster;

    /// <summary>The cluster is made anew from a backup, with other ids.</summary>
    /// <param name="Revision">Of the backup; 1 is an empty store.</param>
    public sealed record NewCluster(long Revision = 1) : OfCluster;

    /// <summary>The alarm NOSPACE is raised: puts and grants are refused until it is disarmed.</summary>
    public sealed record NoSpace : OfCluster;

    /// <summary>The alarm CORRUPT is raised: writes are refused until it is disarmed.</summary>
    public sealed record Corrupt : OfCluster;

    /// <summary>The members that the rule matches forget all tokens.</summary>
    public sealed record TokenLost : OfCluster;

    /// <summary>The wall clock of a client jumps; its monotonic clock does not.</summary>
    /// <param name="Node">Which client, by its name.</param>
    /// <param name="By">Forwards or backwards.</param>
    public sealed record ClockJump(string Node, TimeSpan By) : OfCluster;
}
