using System.Text;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: only bodies of gRPC with protobuf are taken for such (etcd.md G1, G8, G12).
/// Method: content types that are, and that nearly are, as bytes and as text.
/// </summary>
public sealed class GrpcHeadersTests
{
    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("application/grpc ;a=b")]
    [InlineData("application/grpc+proto; a=b")]
    [InlineData("application/grpc ")]
    [InlineData("Application/GRPC+Proto")]
    public void A_content_type_of_gRPC_is_taken(string contentType)
    {
        Assert.True(GrpcHeaders.IsGrpc(contentType));
        Assert.True(GrpcHeaders.IsGrpc(Encoding.UTF8.GetBytes(contentType)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("application/grp")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpcx")]
    [InlineData("application/grpc+json")]
    [InlineData("application/grpc+proton")]
    [InlineData("application/grpc+")]
    [InlineData("application/grpc x")]
    [InlineData("application/grpc,application/grpc")]
    [InlineData(" application/grpc")]
    [InlineData("application/json")]
    [InlineData("text/html; application/grpc")]
    [InlineData("applicatıon/grpc")]
    public void Any_other_content_type_is_not(string contentType)
    {
        Assert.False(GrpcHeaders.IsGrpc(contentType));
        Assert.False(GrpcHeaders.IsGrpc(Encoding.UTF8.GetBytes(contentType)));
    }

    [Fact]
    public void No_content_type_is_not_gRPC() => Assert.False(GrpcHeaders.IsGrpc((string?)null));

    [Fact]
    public void Names_and_values_are_those_of_the_wire()
    {
        Assert.Equal("content-type: application/grpc", $"{GrpcHeaders.ContentType}: {GrpcHeaders.ContentTypeGrpc}");
        Assert.Equal("te: trailers", $"{GrpcHeaders.Te}: {GrpcHeaders.TeTrailers}");
        Assert.Equal("grpc-encoding: identity", $"{GrpcHeaders.Encoding}: {GrpcHeaders.Identity}");
        Assert.Equal("hasleader: true", $"{GrpcHeaders.RequireLeader}: {GrpcHeaders.RequireLeaderTrue}");
        Assert.Equal(
            "client-api-version: 3.5", $"{GrpcHeaders.ClientApiVersion}: {GrpcHeaders.ClientApiVersionValue}");
        Assert.Equal(
            "grpc-timeout grpc-status grpc-message grpc-accept-encoding token authorization user-agent",
            $"{GrpcHeaders.Timeout} {GrpcHeaders.Status} {GrpcHeaders.Message} {GrpcHeaders.AcceptEncoding} "
            + $"{GrpcHeaders.Token} {GrpcHeaders.Authorization} {GrpcHeaders.UserAgent}");
    }
}
