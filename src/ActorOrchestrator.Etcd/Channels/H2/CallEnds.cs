using System.Globalization;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The ends of calls of which the transport tells, each with what is known about the request.</summary>
internal static class CallEnds
{
    /// <summary>The server gave a status.</summary>
    public static CallEnd Answered(GrpcStatusCode status, string text) => new(status, text, SendState.Answered);

    /// <summary>The request was not processed: that is proved.</summary>
    public static CallEnd NotReached(string text, Exception? cause = null) =>
        new(GrpcStatusCode.Unavailable, text, SendState.NotSent, CallFailure.NotReached, cause);

    /// <summary>Too much waits already; the request was not sent.</summary>
    public static CallEnd NoRoom(string text) =>
        new(GrpcStatusCode.ResourceExhausted, text, SendState.NotSent, CallFailure.NotReached);

    /// <summary>The answer was lost with the connection or the stream, or it ended without a status.</summary>
    public static CallEnd Lost(GrpcStatusCode status, string text, Exception? cause = null) =>
        new(status, text, SendState.MaybeSent, CallFailure.Lost, cause);

    /// <summary>The answer breaks a rule of gRPC or HTTP/2, but only for this call.</summary>
    public static CallEnd Broken(string text) => Lost(GrpcStatusCode.Internal, text);

    /// <summary>A frame of gRPC was broken or too large.</summary>
    public static CallEnd Refused(GrpcFrameException frame) => new(
        frame.Status,
        frame.Text,
        SendState.MaybeSent,
        frame.Status is GrpcStatusCode.ResourceExhausted ? CallFailure.TooLarge : CallFailure.Lost);

    /// <summary>The peer reset the stream (G9).</summary>
    public static CallEnd Reset(H2ErrorCode code)
    {
        string text = $"the server reset the stream with {H2ErrorCodes.NameOf(code)}";
        return code is H2ErrorCode.RefusedStream ? NotReached(text) : Lost(Http2ErrorMap.ToGrpc((uint)code), text);
    }

    /// <summary>The answer is a page of a web server or proxy (G8).</summary>
    /// <param name="httpStatus">Such as 502.</param>
    /// <param name="contentType">Null if there was none.</param>
    /// <param name="body">Its beginning.</param>
    public static CallEnd Foreign(int httpStatus, string? contentType, string body)
    {
        string number = httpStatus.ToString(CultureInfo.InvariantCulture);
        string type = contentType is null ? "without content-type" : $"with content-type {contentType}";
        string text = $"the server answered HTTP {number} {type}{(body.Length > 0 ? $": {body}" : "")}";
        GrpcStatusCode status = HttpStatusMap.ToGrpc(httpStatus);

        // A proxy that could not reach etcd, or did not hear it out, says nothing about what etcd did.
        return status is GrpcStatusCode.Unavailable
            ? Lost(status, text)
            : new CallEnd(status, text, SendState.MaybeSent, CallFailure.NotGrpc);
    }
}
