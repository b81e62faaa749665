using System.Text;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>Names and values of the headers and trailers of a call (G1, G4). HTTP/2 has names in lower case.</summary>
public static class GrpcHeaders
{
    /// <summary>Name: what the body is.</summary>
    public const string ContentType = "content-type";

    /// <summary>Value of <see cref="ContentType"/>.</summary>
    public const string ContentTypeGrpc = "application/grpc";

    /// <summary>Name: what the client accepts besides the body.</summary>
    public const string Te = "te";

    /// <summary>Value of <see cref="Te"/>: without it, proxies may drop the status.</summary>
    public const string TeTrailers = "trailers";

    /// <summary>Name: how long the client waits; see <see cref="GrpcTimeout"/>.</summary>
    public const string Timeout = "grpc-timeout";

    /// <summary>Name: how the call ended; see <see cref="GrpcStatus"/>.</summary>
    public const string Status = "grpc-status";

    /// <summary>Name: the text of the end; see <see cref="GrpcMessageText"/>.</summary>
    public const string Message = "grpc-message";

    /// <summary>Name: how messages with the compressed flag are compressed.</summary>
    public const string Encoding = "grpc-encoding";

    /// <summary>Name: which compressions the sender of the header reads.</summary>
    public const string AcceptEncoding = "grpc-accept-encoding";

    /// <summary>Value of <see cref="Encoding"/> and <see cref="AcceptEncoding"/>: no compression.</summary>
    public const string Identity = "identity";

    /// <summary>Name: etcd's authentication token.</summary>
    public const string Token = "token";

    /// <summary>Name: the same token, for whoever reads only this one.</summary>
    public const string Authorization = "authorization";

    /// <summary>Name: a member without a leader is to refuse.</summary>
    public const string RequireLeader = "hasleader";

    /// <summary>Value of <see cref="RequireLeader"/>.</summary>
    public const string RequireLeaderTrue = "true";

    /// <summary>Name: which version of etcd's API the client was made for.</summary>
    public const string ClientApiVersion = "client-api-version";

    /// <summary>Value of <see cref="ClientApiVersion"/>.</summary>
    public const string ClientApiVersionValue = "3.5";

    /// <summary>Name: which program calls.</summary>
    public const string UserAgent = "user-agent";

    private static ReadOnlySpan<byte> GrpcType => "application/grpc"u8;

    private static ReadOnlySpan<byte> ProtoSuffix => "+proto"u8;

    /// <summary>Whether a content type is that of gRPC with protobuf: <c>application/grpc</c> or
    /// <c>application/grpc+proto</c>, in any case, with or without parameters.</summary>
    /// <param name="contentType">The header as it stood on the wire.</param>
    public static bool IsGrpc(ReadOnlySpan<byte> contentType)
    {
        if (!StartsWith(contentType, GrpcType))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = contentType[GrpcType.Length..];
        rest = (StartsWith(rest, ProtoSuffix) ? rest[ProtoSuffix.Length..] : rest).TrimStart(" \t"u8);
        return rest.IsEmpty || rest[0] is (byte)';';
    }

    /// <summary>Whether a content type is that of gRPC with protobuf.</summary>
    /// <param name="contentType">The header; null if there was none.</param>
    public static bool IsGrpc(string? contentType)
    {
        ReadOnlySpan<char> rest = contentType;
        if (!rest.StartsWith(ContentTypeGrpc, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        rest = rest[ContentTypeGrpc.Length..];
        rest = rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase) ? rest["+proto".Length..] : rest;
        rest = rest.TrimStart(" \t");
        return rest.IsEmpty || rest[0] is ';';
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
