namespace ActorOrchestrator.Etcd.Watching;

/// <summary>What the server's reasons for ending a watch mean (W5, W6).</summary>
internal static class WatchFailures
{
    public static EtcdException Compacted(long compactRevision) => Failure(
        EtcdErrorTexts.Compacted,
        EtcdErrorTexts.Compacted.Text,
        $"the history before revision {compactRevision} is compacted; list anew, and watch from there",
        compactRevision);

    public static EtcdException TooLarge(long bytes) => Failure(
        EtcdErrorTexts.FragmentsTooLarge,
        EtcdErrorTexts.FragmentsTooLarge.Text,
        $"one revision has more than {bytes} bytes of events; allow partial batches to get it in parts");

    public static EtcdException Unreadable(Exception cause) => new(
        EtcdErrorTexts.AnswerLost.Code, GrpcStatusCode.Internal, cause.Message, ErrorClass.Transient,
        SendState.Answered, $"{EtcdErrorTexts.AnswerLost.Code}  Watch sent what cannot be read: {cause.Message}", cause)
    {
        Method = EtcdMethods.Watch.Name,
    };

    /// <summary>A cancellation that nobody here asked for.</summary>
    /// <param name="reason">The server's text, plain or as gRPC writes errors; may be empty.</param>
    public static WatchStep OfReason(string reason)
    {
        if (reason is "")
        {
            return new WatchStep.Resume("", TokenRefused: false);
        }

        EtcdError error = EtcdErrorTexts.FindReason(reason);
        // The two reasons that are in no table, and have no status.
        bool neverRight = error.Text.StartsWith("mvcc: watcher range is empty", StringComparison.Ordinal)
            || error.Text.StartsWith("mvcc: duplicate watch ID", StringComparison.Ordinal);
        bool tokenRefused = error.Remedy is not TokenRemedy.None;
        ErrorClass errorClass = neverRight ? ErrorClass.Permanent : error.ClassFor(isWrite: false);
        return tokenRefused || errorClass is ErrorClass.Transient
            ? new WatchStep.Resume(error.Text, tokenRefused)
            : new WatchStep.Fail(Failure(error with { Class = errorClass }, error.Text, error.Text));
    }

    private static EtcdException Failure(EtcdError error, string text, string sentence, long compactRevision = 0) =>
        new(error.Code, error.Status, text, error.Class, SendState.Answered, $"{error.Code}  Watch ended: {sentence}.")
        {
            Method = EtcdMethods.Watch.Name,
            CompactRevision = compactRevision,
        };
}
