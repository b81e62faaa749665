namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Whether a failed call is sent again, and when (N4, X2).</summary>
internal static class RetryPlan
{
    /// <summary>The wait before the next try; null if there is none.</summary>
    /// <param name="errorClass">What the failure says, for this kind of call.</param>
    /// <param name="rule">What the caller allows.</param>
    /// <param name="repeatable">Whether the method may be applied twice without harm, such as a read.</param>
    /// <param name="tries">Tries so far, one at least.</param>
    /// <param name="left">What is left of the deadline; <see cref="Timeout.InfiniteTimeSpan"/> without one.</param>
    /// <param name="random">From 0 up to 1.</param>
    public static TimeSpan? Next(
        ErrorClass errorClass, RepeatRule rule, bool repeatable, int tries, TimeSpan left, double random)
    {
        bool safe = errorClass switch
        {
            ErrorClass.Transient => true,
            // B9: what may have been applied is repeated only if twice is as good as once.
            ErrorClass.Ambiguous => repeatable || rule is RepeatRule.Idempotent,
            _ => false,
        };
        if (!safe || rule is RepeatRule.Never || tries >= Limits.Tries)
        {
            return null;
        }

        TimeSpan wait = Backoff.Spread(Backoff.Doubling(Limits.RetryFirst, Limits.RetryLast, tries), random);
        return left == Timeout.InfiniteTimeSpan || wait < left ? wait : null;
    }

    /// <summary>Whether doing it twice is as good as doing it once (X2).</summary>
    public static bool IsRepeatable(EtcdMethod method) =>
        IsRead(method) || method.Name is "Compact" or "Authenticate" or "Defragment";

    /// <summary>Whether the method changes nothing, so that a lost answer leaves nothing in doubt.</summary>
    public static bool IsRead(EtcdMethod method) => method.Name is
        "Range" or "LeaseTimeToLive" or "LeaseLeases" or "Status" or "MemberList" or "Hash" or "HashKV" or "Snapshot"
        or "AuthStatus" or "UserGet" or "UserList" or "RoleGet" or "RoleList" or "Leader" or "Observe" or "Watch";
}
