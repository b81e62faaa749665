namespace ActorOrchestrator.Etcd.Protocol;

/// <content>What a client says of its own: etcd did not answer, or not in words of its own.</content>
public static partial class EtcdErrorTexts
{
    /// <summary>A warning: a watcher is not read; its watch is paused, and resumed without loss.</summary>
    public static EtcdError WatcherDetached { get; } =
        new("AO-ETC-0541", GrpcStatusCode.ResourceExhausted, "the watcher is not read", ErrorClass.Transient);

    /// <summary>The events of one revision are larger than a watcher takes at once.</summary>
    public static EtcdError FragmentsTooLarge { get; } =
        new(
            "AO-ETC-0542",
            GrpcStatusCode.ResourceExhausted,
            "the fragments of a revision are too large together",
            ErrorClass.Permanent);

    /// <summary>It is proved that no server processed the request.</summary>
    public static EtcdError NotReached { get; } =
        new("AO-ETC-0620", GrpcStatusCode.Unavailable, "the endpoint was not reached", ErrorClass.Transient);

    /// <summary>The request was sent, and its answer was lost or came too late.</summary>
    public static EtcdError AnswerLost { get; } =
        new("AO-ETC-0621", GrpcStatusCode.Unavailable, "the answer was lost", ErrorClass.Ambiguous);

    /// <summary>The client has as many calls under way as it may have; nothing was sent.</summary>
    public static EtcdError TooManyCalls { get; } =
        new("AO-ETC-0624", GrpcStatusCode.ResourceExhausted, "too many calls are under way", ErrorClass.Transient);

    /// <summary>The server does not have the method.</summary>
    public static EtcdError Unimplemented { get; } =
        new("AO-ETC-0630", GrpcStatusCode.Unimplemented, "the server does not have the method", ErrorClass.Permanent);

    /// <summary>The answer is not one of gRPC.</summary>
    public static EtcdError NotGrpc { get; } =
        new("AO-ETC-0631", GrpcStatusCode.Unknown, "the answer is not gRPC", ErrorClass.Permanent);

    /// <summary>The answer is larger than the client takes; a write may have been applied.</summary>
    public static EtcdError AnswerTooLarge { get; } =
        new("AO-ETC-0632", GrpcStatusCode.ResourceExhausted, "the answer is too large", ErrorClass.Ambiguous)
        {
            ClassOfRead = ErrorClass.Permanent,
        };

    /// <summary>The request is larger than the client sends; nothing was sent.</summary>
    public static EtcdError RequestTooLargeToSend { get; } =
        new(
            "AO-ETC-0633",
            GrpcStatusCode.ResourceExhausted,
            "the request is too large to be sent",
            ErrorClass.Permanent);

    private static ImmutableArray<EtcdError> OfClient =>
    [
        WatcherDetached, FragmentsTooLarge, NotReached, AnswerLost, TooManyCalls, Unimplemented, NotGrpc,
        AnswerTooLarge, RequestTooLargeToSend,
    ];
}
