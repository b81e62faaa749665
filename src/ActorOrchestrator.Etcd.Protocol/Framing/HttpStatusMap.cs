namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The status of a call whose answer carries none, by the status of HTTP: it came from a proxy (G8).</summary>
public static class HttpStatusMap
{
    /// <summary>Finds the status of gRPC that stands for one of HTTP.</summary>
    /// <param name="httpStatus">Such as 502. 200 is <see cref="GrpcStatusCode.Unknown"/>: an answer without a
    /// <c>grpc-status</c> is none, however well it looks.</param>
    public static GrpcStatusCode ToGrpc(int httpStatus) => httpStatus switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
