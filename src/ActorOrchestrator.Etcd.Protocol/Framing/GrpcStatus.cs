using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The value of <c>grpc-status</c>: the status code as a decimal number (G4).</summary>
public static class GrpcStatus
{
    private static readonly ImmutableArray<string> Values =
    [
        .. Enumerable.Range((int)GrpcStatusCode.OK, (int)GrpcStatusCode.Unauthenticated + 1)
            .Select(code => code.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Makes the value of the trailer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a status of gRPC.</exception>
    public static string Format(GrpcStatusCode status) => Enum.IsDefined(status)
        ? Values[(int)status]
        : throw new ArgumentOutOfRangeException(nameof(status), status, "gRPC has statuses from 0 to 16.");

    /// <summary>Reads the value of the trailer.</summary>
    /// <returns><see cref="GrpcStatusCode.Unknown"/> for everything that is not a number from 0 to 16.</returns>
    public static GrpcStatusCode Parse(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out uint number, out int used) && used == value.Length
            && number <= (uint)GrpcStatusCode.Unauthenticated
            ? (GrpcStatusCode)number
            : GrpcStatusCode.Unknown;

    /// <summary>Reads the value of the trailer.</summary>
    /// <returns><see cref="GrpcStatusCode.Unknown"/> for everything that is not a number from 0 to 16.</returns>
    public static GrpcStatusCode Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        const int Enough = 16;
        Span<byte> bytes = stackalloc byte[Enough];
        return value.Length <= Enough && Ascii.IsValid(value)
            ? Parse(bytes[..Encoding.ASCII.GetBytes(value, bytes)])
            : GrpcStatusCode.Unknown;
    }
}
