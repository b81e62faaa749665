using System.Globalization;
using System.Text;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: every end of a call has a status, also where the peer gave none (etcd.md 2, G4, G8, G9).
/// Method: the tables of the specification, and values around them.
/// </summary>
public sealed class StatusMapTests
{
    [Fact]
    public void Statuses_have_the_numbers_and_names_of_gRPC()
    {
        string[] names =
        [
            "OK", "Cancelled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists",
            "PermissionDenied", "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented",
            "Internal", "Unavailable", "DataLoss", "Unauthenticated",
        ];

        Assert.Equal(names.Index(), Enum.GetValues<GrpcStatusCode>().Select(code => ((int)code, code.ToString())));
    }

    [Fact]
    public void A_status_is_a_decimal_number_and_back() => Assert.All(Enum.GetValues<GrpcStatusCode>(), status =>
    {
        string value = GrpcStatus.Format(status);

        Assert.Equal(((int)status).ToString(CultureInfo.InvariantCulture), value);
        Assert.Equal(status, GrpcStatus.Parse(value));
        Assert.Equal(status, GrpcStatus.Parse(Encoding.ASCII.GetBytes(value)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5x")]
    [InlineData("5.0")]
    [InlineData("0x5")]
    [InlineData("NotFound")]
    [InlineData("4294967301")]
    [InlineData("99999999999999999999999")]
    [InlineData("５")]
    public void A_status_that_is_none_is_unknown(string value)
    {
        Assert.Equal(GrpcStatusCode.Unknown, GrpcStatus.Parse(value));
        Assert.Equal(GrpcStatusCode.Unknown, GrpcStatus.Parse(Encoding.UTF8.GetBytes(value)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(17)]
    public void What_is_no_status_is_not_written(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GrpcStatus.Format((GrpcStatusCode)status));

    [Fact]
    public void Without_a_status_that_of_HTTP_decides()
    {
        var known = new Dictionary<int, GrpcStatusCode>
        {
            [400] = GrpcStatusCode.Internal,
            [401] = GrpcStatusCode.Unauthenticated,
            [403] = GrpcStatusCode.PermissionDenied,
            [404] = GrpcStatusCode.Unimplemented,
            [429] = GrpcStatusCode.Unavailable,
            [502] = GrpcStatusCode.Unavailable,
            [503] = GrpcStatusCode.Unavailable,
            [504] = GrpcStatusCode.Unavailable,
        };

        Assert.All(
            Enumerable.Range(-1, 1_001),
            http => Assert.Equal(known.GetValueOrDefault(http, GrpcStatusCode.Unknown), HttpStatusMap.ToGrpc(http)));
    }

    [Theory]
    [InlineData(0x0, GrpcStatusCode.Internal)] // NO_ERROR
    [InlineData(0x1, GrpcStatusCode.Internal)] // PROTOCOL_ERROR
    [InlineData(0x2, GrpcStatusCode.Internal)] // INTERNAL_ERROR
    [InlineData(0x3, GrpcStatusCode.Internal)] // FLOW_CONTROL_ERROR
    [InlineData(0x4, GrpcStatusCode.Internal)] // SETTINGS_TIMEOUT
    [InlineData(0x5, GrpcStatusCode.Internal)] // STREAM_CLOSED
    [InlineData(0x6, GrpcStatusCode.Internal)] // FRAME_SIZE_ERROR
    [InlineData(0x7, GrpcStatusCode.Unavailable)] // REFUSED_STREAM
    [InlineData(0x8, GrpcStatusCode.Cancelled)] // CANCEL
    [InlineData(0x9, GrpcStatusCode.Internal)] // COMPRESSION_ERROR
    [InlineData(0xA, GrpcStatusCode.Internal)] // CONNECT_ERROR
    [InlineData(0xB, GrpcStatusCode.ResourceExhausted)] // ENHANCE_YOUR_CALM
    [InlineData(0xC, GrpcStatusCode.PermissionDenied)] // INADEQUATE_SECURITY
    [InlineData(0xD, GrpcStatusCode.Internal)] // HTTP_1_1_REQUIRED
    [InlineData(0xE, GrpcStatusCode.Unknown)]
    [InlineData(-1, GrpcStatusCode.Unknown)]
    [InlineData(uint.MaxValue, GrpcStatusCode.Unknown)]
    public void A_reset_of_the_stream_has_a_status(long errorCode, GrpcStatusCode status) =>
        Assert.Equal(status, Http2ErrorMap.ToGrpc(errorCode));
}
