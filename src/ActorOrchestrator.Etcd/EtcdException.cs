namespace ActorOrchestrator.Etcd;

/// <summary>A call to etcd failed. The only exception of the client besides a cancellation by the caller.</summary>
public class EtcdException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Such as <c>AO-ETC-0510</c>.</param>
    /// <param name="status">The status of gRPC.</param>
    /// <param name="text">etcd's own text, or what happened.</param>
    /// <param name="errorClass">What can be done about it.</param>
    /// <param name="sent">What is known about the request.</param>
    /// <param name="message">One sentence for a person.</param>
    /// <param name="inner">The failure of the network behind it, if there was one.</param>
    public EtcdException(
        string code,
        GrpcStatusCode status,
        string text,
        ErrorClass errorClass,
        SendState sent,
        string message,
        Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Status = status;
        Text = text;
        Class = errorClass;
        Sent = sent;
    }

    /// <summary>Such as <c>AO-ETC-0510</c>; the catalogue is <c>docs/errors.md</c>.</summary>
    public string Code { get; }

    /// <summary>The status of gRPC.</summary>
    public GrpcStatusCode Status { get; }

    /// <summary>etcd's own text, or what happened.</summary>
    public string Text { get; }

    /// <summary>What can be done about it.</summary>
    public ErrorClass Class { get; }

    /// <summary>What is known about the request.</summary>
    public SendState Sent { get; }

    /// <summary>The method that was called, such as <c>Put</c>; empty if none was.</summary>
    public string Method { get; init; } = "";

    /// <summary>The endpoint that was asked last; null if none was.</summary>
    public EtcdEndpoint? Endpoint { get; init; }

    /// <summary>For a compacted revision (AO-ETC-0520) of a watch: the oldest revision that is left. Else 0.</summary>
    public long CompactRevision { get; init; }
}
