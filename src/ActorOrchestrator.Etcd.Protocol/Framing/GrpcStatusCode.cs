namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The status codes of gRPC, with the numbers that <c>grpc-status</c> carries.</summary>
public enum GrpcStatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, usually by its caller.</summary>
    Cancelled = 1,

    /// <summary>The server gave an error that has no code of its own.</summary>
    Unknown = 2,

    /// <summary>The request cannot be right, whatever the state of the store.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the answer.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be made exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A limit of size, space or rate was reached.</summary>
    ResourceExhausted = 8,

    /// <summary>The store is not in the state that the request needs.</summary>
    FailedPrecondition = 9,

    /// <summary>The request lost against another one.</summary>
    Aborted = 10,

    /// <summary>A revision or number lies outside what the store has.</summary>
    OutOfRange = 11,

    /// <summary>The server does not have this method.</summary>
    Unimplemented = 12,

    /// <summary>A rule of the protocol was broken.</summary>
    Internal = 13,

    /// <summary>Nobody could serve the call now.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupt.</summary>
    DataLoss = 15,

    /// <summary>The caller did not prove who it is.</summary>
    Unauthenticated = 16,
}
