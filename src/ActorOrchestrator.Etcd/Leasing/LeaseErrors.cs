namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>What the parts that use leases say themselves, in etcd's words.</summary>
internal static class LeaseErrors
{
    /// <summary>The lease is gone, and the server said so in an answer that is no error.</summary>
    public static EtcdException Gone(long leaseId, string method) => Make(
        EtcdErrorTexts.LeaseNotFound, method, SendState.Answered, $"There is no lease {leaseId:x} (any more).");

    /// <summary>The candidate or lock is none (any more).</summary>
    public static EtcdException NotLeader(string why, Exception? cause = null) =>
        Make(EtcdErrorTexts.ElectionNotLeader, "", SendState.Answered, why, cause);

    public static EtcdException TooManySessions() => Make(
        EtcdErrorTexts.TooManyCalls,
        "",
        SendState.NotSent,
        $"A client has {Limits.Sessions} sessions at most; close some, or keep keys of one fate under one session.");

    public static bool IsLeaseGone(this EtcdException failure) => failure.Code is "AO-ETC-0530";

    /// <summary>Whether asking again can help, when asking twice does no harm.</summary>
    public static bool IsPassing(this EtcdException failure) =>
        failure.Class is ErrorClass.Transient or ErrorClass.Ambiguous;

    private static EtcdException Make(
        EtcdError error, string method, SendState sent, string message, Exception? cause = null) =>
        new(error.Code, error.Status, error.Text, error.Class, sent, $"{error.Code} {message}", cause)
        {
            Method = method,
        };
}
