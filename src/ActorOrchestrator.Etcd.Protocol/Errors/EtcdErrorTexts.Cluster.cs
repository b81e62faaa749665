namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Members, leaders, time-outs and downgrades.</content>
public static partial class EtcdErrorTexts
{
    /// <summary>There is such a member already.</summary>
    public static EtcdError MemberExists { get; } =
        new(
            "AO-ETC-0550",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: member ID already exist",
            ErrorClass.Conflict);

    /// <summary>Another member has this peer URL.</summary>
    public static EtcdError PeerUrlExists { get; } =
        new(
            "AO-ETC-0551",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: Peer URLs already exists",
            ErrorClass.Conflict);

    /// <summary>There is no such member.</summary>
    public static EtcdError MemberNotFound { get; } =
        new("AO-ETC-0552", GrpcStatusCode.NotFound, "etcdserver: member not found", ErrorClass.Conflict);

    /// <summary>A peer URL is none.</summary>
    public static EtcdError MemberUrlsInvalid { get; } =
        new(
            "AO-ETC-0553",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: given member URLs are invalid",
            ErrorClass.Permanent);

    /// <summary>The change would leave too few members running for a majority.</summary>
    public static EtcdError NotEnoughStartedMembers { get; } =
        new(
            "AO-ETC-0554",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: re-configuration failed due to not enough started members",
            ErrorClass.Conflict);

    /// <summary>The member that is to be promoted votes already.</summary>
    public static EtcdError MemberNotLearner { get; } =
        new(
            "AO-ETC-0555",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: can only promote a learner member",
            ErrorClass.Conflict);

    /// <summary>The learner has not caught up with the leader yet.</summary>
    public static EtcdError LearnerNotReady { get; } =
        new(
            "AO-ETC-0556",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: can only promote a learner member which is in sync with leader",
            ErrorClass.Transient);

    /// <summary>The cluster has as many learners as it may have.</summary>
    public static EtcdError TooManyLearners { get; } =
        new(
            "AO-ETC-0557",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: too many learner members in cluster",
            ErrorClass.Conflict);

    /// <summary>The peer belongs to another cluster.</summary>
    public static EtcdError ClusterIdMismatch { get; } =
        new(
            "AO-ETC-0558",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: cluster ID mismatch",
            ErrorClass.Permanent,
            RaisesAlarm: true);

    /// <summary>There is no leader, and the request was told not to wait for one.</summary>
    public static EtcdError NoLeader { get; } =
        new("AO-ETC-0580", GrpcStatusCode.Unavailable, "etcdserver: no leader", ErrorClass.Transient);

    /// <summary>The members do not all know this method yet.</summary>
    public static EtcdError NotCapable { get; } =
        new("AO-ETC-0581", GrpcStatusCode.Unavailable, "etcdserver: not capable", ErrorClass.Transient);

    /// <summary>The change needs connections to more members than there are.</summary>
    public static EtcdError UnhealthyCluster { get; } =
        new("AO-ETC-0582", GrpcStatusCode.Unavailable, "etcdserver: unhealthy cluster", ErrorClass.Transient);

    /// <summary>A learner does not serve this.</summary>
    public static EtcdError NotSupportedForLearner { get; } =
        new(
            "AO-ETC-0583",
            GrpcStatusCode.Unavailable,
            "etcdserver: rpc not supported for learner",
            ErrorClass.Transient);

    /// <summary>The leader changed while the request was under way.</summary>
    public static EtcdError LeaderChanged { get; } =
        new("AO-ETC-0584", GrpcStatusCode.Unavailable, "etcdserver: leader changed", ErrorClass.Ambiguous);

    /// <summary>The member stops.</summary>
    public static EtcdError ServerStopped { get; } =
        new("AO-ETC-0585", GrpcStatusCode.Unavailable, "etcdserver: server stopped", ErrorClass.Ambiguous);

    /// <summary>The request did not reach consensus in time.</summary>
    public static EtcdError RequestTimedOut { get; } =
        new("AO-ETC-0586", GrpcStatusCode.Unavailable, "etcdserver: request timed out", ErrorClass.Ambiguous);

    /// <summary>The request did not reach consensus in time, since the leader was lost.</summary>
    public static EtcdError TimedOutByLeaderFailure { get; } =
        new(
            "AO-ETC-0587",
            GrpcStatusCode.Unavailable,
            "etcdserver: request timed out, possibly due to previous leader failure",
            ErrorClass.Ambiguous);

    /// <summary>The request did not reach consensus in time, since members do not reach each other.</summary>
    public static EtcdError TimedOutByConnectionLoss { get; } =
        new(
            "AO-ETC-0588",
            GrpcStatusCode.Unavailable,
            "etcdserver: request timed out, possibly due to connection lost",
            ErrorClass.Ambiguous);

    /// <summary>The member did not apply in time what had been decided before.</summary>
    public static EtcdError TimedOutByAppliedIndex { get; } =
        new(
            "AO-ETC-0589",
            GrpcStatusCode.Unavailable,
            "etcdserver: request timed out, waiting for the applied index took too long",
            ErrorClass.Ambiguous);

    /// <summary>Only the leader does this, and this member is not it.</summary>
    public static EtcdError NotLeader { get; } =
        new("AO-ETC-0590", GrpcStatusCode.FailedPrecondition, "etcdserver: not leader", ErrorClass.Transient);

    /// <summary>The member that is to lead does not vote, or is the one asked.</summary>
    public static EtcdError BadLeaderTransferee { get; } =
        new("AO-ETC-0591", GrpcStatusCode.FailedPrecondition, "etcdserver: bad leader transferee", ErrorClass.Conflict);

    /// <summary>The request was given up while the server worked on it.</summary>
    public static EtcdError RequestCanceled { get; } =
        new("AO-ETC-0592", GrpcStatusCode.Cancelled, "etcdserver: request canceled", ErrorClass.Ambiguous);

    /// <summary>The deadline passed while the server worked on the request.</summary>
    public static EtcdError DeadlineExceeded { get; } =
        new(
            "AO-ETC-0593",
            GrpcStatusCode.DeadlineExceeded,
            "etcdserver: context deadline exceeded",
            ErrorClass.Ambiguous);

    /// <summary>Members hold different data.</summary>
    public static EtcdError CorruptCluster { get; } =
        new(
            "AO-ETC-0594",
            GrpcStatusCode.DataLoss,
            "etcdserver: corrupt cluster",
            ErrorClass.Permanent,
            RaisesAlarm: true);

    /// <summary>The members have not agreed on a version yet.</summary>
    public static EtcdError ClusterVersionUnavailable { get; } =
        new(
            "AO-ETC-0595",
            GrpcStatusCode.Unavailable,
            "etcdserver: cluster version not found during downgrade",
            ErrorClass.Transient);

    /// <summary>The version to go down to is none.</summary>
    public static EtcdError WrongDowngradeVersionFormat { get; } =
        new(
            "AO-ETC-0596",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: wrong downgrade target version format",
            ErrorClass.Permanent);

    /// <summary>The cluster cannot go down to this version.</summary>
    public static EtcdError InvalidDowngradeTarget { get; } =
        new(
            "AO-ETC-0597",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: invalid downgrade target version",
            ErrorClass.Permanent);

    /// <summary>Another downgrade is under way.</summary>
    public static EtcdError DowngradeInProgress { get; } =
        new(
            "AO-ETC-0598",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: cluster has a downgrade job in progress",
            ErrorClass.Conflict);

    /// <summary>No downgrade is under way.</summary>
    public static EtcdError NoDowngradeInProgress { get; } =
        new(
            "AO-ETC-0599",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: no inflight downgrade job",
            ErrorClass.Conflict);

    private static ImmutableArray<EtcdError> OfCluster =>
    [
        MemberExists, PeerUrlExists, MemberNotFound, MemberUrlsInvalid, NotEnoughStartedMembers, MemberNotLearner,
        LearnerNotReady, TooManyLearners, ClusterIdMismatch, NoLeader, NotCapable, UnhealthyCluster,
        NotSupportedForLearner, LeaderChanged, ServerStopped, RequestTimedOut, TimedOutByLeaderFailure,
        TimedOutByConnectionLoss, TimedOutByAppliedIndex, NotLeader, BadLeaderTransferee, RequestCanceled,
        DeadlineExceeded, CorruptCluster, ClusterVersionUnavailable, WrongDowngradeVersionFormat,
        InvalidDowngradeTarget, DowngradeInProgress, NoDowngradeInProgress,
    ];
}
