namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The status of a call whose stream was reset, by the error code of HTTP/2 (G9).</summary>
public static class Http2ErrorMap
{
    private const long LastKnown = 0xD;

    /// <summary>Finds the status of gRPC that stands for an error code of HTTP/2.</summary>
    /// <param name="errorCode">What RST_STREAM carried, such as 8 for CANCEL. Only 7, REFUSED_STREAM, proves that the
    /// request was not processed.</param>
    public static GrpcStatusCode ToGrpc(long errorCode) => errorCode switch
    {
        0x7 => GrpcStatusCode.Unavailable, // REFUSED_STREAM
        0x8 => GrpcStatusCode.Cancelled, // CANCEL
        0xB => GrpcStatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xC => GrpcStatusCode.PermissionDenied, // INADEQUATE_SECURITY
        >= 0 and <= LastKnown => GrpcStatusCode.Internal, // NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR and the like
        _ => GrpcStatusCode.Unknown,
    };
}
