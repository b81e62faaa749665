using System.Collections.Frozen;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>etcd's errors with their statuses, and what each says about the request.</summary>
/// <remarks>
/// <para>
/// The one table of them: servers and models answer with a line of it, clients find the line again. Members of newer
/// versions and proxies change the status of some, so the text decides (X1).
/// </para>
/// </remarks>
public static partial class EtcdErrorTexts
{
    private const string OtherCode = "AO-ETC-0699";
    private const string ReasonStart = "rpc error: code = ";
    private const string ReasonMiddle = " desc = ";

    /// <summary>Every line, what etcd answers first.</summary>
    public static ImmutableArray<EtcdError> All => Index.All;

    /// <summary>The lines that etcd answers with.</summary>
    public static ImmutableArray<EtcdError> Answers => Index.Answers;

    /// <summary>Finds the line of an error that a server answered with.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="text">The text of the answer, decoded; may be empty.</param>
    /// <returns>
    /// The line with this text, whose status may be another; for a text that has none, <see cref="Unimplemented"/> if
    /// the status says so, else AO-ETC-0699 with the status, the text and the class that the status stands for.
    /// </returns>
    public static EtcdError Find(GrpcStatusCode status, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Index.ByText.TryGetValue(text, out EtcdError? found))
        {
            return found;
        }

        return status is GrpcStatusCode.Unimplemented
            ? Unimplemented with { Text = text }
            : new EtcdError(OtherCode, status, text, ClassOf(status));
    }

    /// <summary>Finds the line of an error that a watch was cancelled for.</summary>
    /// <param name="cancelReason">A text of the table, or <c>rpc error: code = X desc = text</c>, as Go prints errors
    /// (W6).</param>
    public static EtcdError FindReason(string cancelReason)
    {
        ArgumentNullException.ThrowIfNull(cancelReason);
        int middle = cancelReason.IndexOf(ReasonMiddle, StringComparison.Ordinal);
        if (middle < 0 || !cancelReason.StartsWith(ReasonStart, StringComparison.Ordinal))
        {
            return Find(GrpcStatusCode.Unknown, cancelReason);
        }

        ReadOnlySpan<char> name = cancelReason.AsSpan(ReasonStart.Length, middle - ReasonStart.Length);
        return Find(StatusOf(name), cancelReason[(middle + ReasonMiddle.Length)..]);
    }

    /// <summary>The last line of the table: what a status says about a request when the text says nothing.</summary>
    private static ErrorClass ClassOf(GrpcStatusCode status) => status switch
    {
        GrpcStatusCode.InvalidArgument or GrpcStatusCode.NotFound or GrpcStatusCode.AlreadyExists
            or GrpcStatusCode.PermissionDenied or GrpcStatusCode.FailedPrecondition or GrpcStatusCode.OutOfRange
            or GrpcStatusCode.Unimplemented or GrpcStatusCode.DataLoss or GrpcStatusCode.Unauthenticated
            => ErrorClass.Permanent,
        _ => ErrorClass.Ambiguous,
    };

    // Go says Canceled where gRPC's list of codes says Cancelled.
    private static GrpcStatusCode StatusOf(ReadOnlySpan<char> name)
    {
        if (name is "Canceled")
        {
            return GrpcStatusCode.Cancelled;
        }

        foreach (GrpcStatusCode status in Enum.GetValues<GrpcStatusCode>())
        {
            if (name.SequenceEqual(status.ToString()))
            {
                return status;
            }
        }

        return GrpcStatusCode.Unknown;
    }

    // A class of its own, since the lines lie in several files, and the order of initialisation between those is not
    // defined: this one is initialised when it is first asked, and all of them are there then.
    private static class Index
    {
        public static readonly ImmutableArray<EtcdError> Answers = [.. OfRequests, .. OfAuth, .. OfCluster];

        public static readonly ImmutableArray<EtcdError> All = [.. Answers, .. OfClient];

        public static readonly FrozenDictionary<string, EtcdError> ByText =
            Answers.ToFrozenDictionary(error => error.Text, StringComparer.Ordinal);
    }
}
