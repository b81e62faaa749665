namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Keys, transactions, revisions, leases, watches and elections.</content>
public static partial class EtcdErrorTexts
{
    /// <summary>The request names no key.</summary>
    public static EtcdError KeyNotProvided { get; } =
        new("AO-ETC-0510", GrpcStatusCode.InvalidArgument, "etcdserver: key is not provided", ErrorClass.Permanent);

    /// <summary>A put is to keep the value or lease of a key that is not there.</summary>
    public static EtcdError KeyNotFound { get; } =
        new("AO-ETC-0511", GrpcStatusCode.InvalidArgument, "etcdserver: key not found", ErrorClass.Conflict);

    /// <summary>A put is to keep the value, and has one.</summary>
    public static EtcdError ValueProvided { get; } =
        new("AO-ETC-0512", GrpcStatusCode.InvalidArgument, "etcdserver: value is provided", ErrorClass.Permanent);

    /// <summary>A put is to keep the lease, and has one.</summary>
    public static EtcdError LeaseProvided { get; } =
        new("AO-ETC-0513", GrpcStatusCode.InvalidArgument, "etcdserver: lease is provided", ErrorClass.Permanent);

    /// <summary>The transaction has more operations than the server allows.</summary>
    public static EtcdError TooManyOperations { get; } =
        new(
            "AO-ETC-0514",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: too many operations in txn request",
            ErrorClass.Permanent);

    /// <summary>The transaction would write a key twice.</summary>
    public static EtcdError DuplicateKey { get; } =
        new(
            "AO-ETC-0515",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: duplicate key given in txn request",
            ErrorClass.Permanent);

    /// <summary>The request is larger than the server allows.</summary>
    public static EtcdError RequestTooLarge { get; } =
        new("AO-ETC-0516", GrpcStatusCode.InvalidArgument, "etcdserver: request is too large", ErrorClass.Permanent);

    /// <summary>The history does not reach back to this revision any more.</summary>
    public static EtcdError Compacted { get; } =
        new(
            "AO-ETC-0520",
            GrpcStatusCode.OutOfRange,
            "etcdserver: mvcc: required revision has been compacted",
            ErrorClass.Gone);

    /// <summary>The revision is not there yet; for a serializable read, not on this member.</summary>
    public static EtcdError FutureRevision { get; } =
        new(
            "AO-ETC-0521",
            GrpcStatusCode.OutOfRange,
            "etcdserver: mvcc: required revision is a future revision",
            ErrorClass.Gone)
        {
            ClassOfSerializableRead = ErrorClass.Transient,
        };

    /// <summary>The quota of the store is used up; only deletes and compactions pass.</summary>
    public static EtcdError NoSpace { get; } =
        new(
            "AO-ETC-0522",
            GrpcStatusCode.ResourceExhausted,
            "etcdserver: mvcc: database space exceeded",
            ErrorClass.Transient,
            RaisesAlarm: true);

    /// <summary>More requests wait for consensus than the server allows.</summary>
    public static EtcdError TooManyRequests { get; } =
        new("AO-ETC-0523", GrpcStatusCode.ResourceExhausted, "etcdserver: too many requests", ErrorClass.Transient);

    /// <summary>The lease has expired, was revoked, or never was.</summary>
    public static EtcdError LeaseNotFound { get; } =
        new("AO-ETC-0530", GrpcStatusCode.NotFound, "etcdserver: requested lease not found", ErrorClass.Gone);

    /// <summary>The id is that of another lease.</summary>
    public static EtcdError LeaseExists { get; } =
        new("AO-ETC-0531", GrpcStatusCode.FailedPrecondition, "etcdserver: lease already exists", ErrorClass.Conflict);

    /// <summary>The time to live is above 9,000,000,000 seconds.</summary>
    public static EtcdError LeaseTtlTooLarge { get; } =
        new("AO-ETC-0532", GrpcStatusCode.OutOfRange, "etcdserver: too large lease TTL", ErrorClass.Permanent);

    /// <summary>The server ended the watch stream.</summary>
    public static EtcdError WatchCanceled { get; } =
        new("AO-ETC-0540", GrpcStatusCode.Cancelled, "etcdserver: watch canceled", ErrorClass.Transient);

    /// <summary>The leader key of this candidate is gone.</summary>
    public static EtcdError ElectionNotLeader { get; } =
        new("AO-ETC-0610", GrpcStatusCode.Unknown, "election: not leader", ErrorClass.Gone);

    /// <summary>The election has no leader now.</summary>
    public static EtcdError ElectionNoLeader { get; } =
        new("AO-ETC-0611", GrpcStatusCode.Unknown, "election: no leader", ErrorClass.Conflict);

    /// <summary>A proclamation or resignation does not say which leader key it is about.</summary>
    public static EtcdError LeaderFieldMissing { get; } =
        new("AO-ETC-0612", GrpcStatusCode.Unknown, "\"leader\" field must be provided", ErrorClass.Permanent);

    private static ImmutableArray<EtcdError> OfRequests =>
    [
        KeyNotProvided, KeyNotFound, ValueProvided, LeaseProvided, TooManyOperations, DuplicateKey, RequestTooLarge,
        Compacted, FutureRevision, NoSpace, TooManyRequests, LeaseNotFound, LeaseExists, LeaseTtlTooLarge,
        WatchCanceled, ElectionNotLeader, ElectionNoLeader, LeaderFieldMissing,
    ];
}
