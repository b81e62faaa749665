namespace ActorOrchestrator.Etcd.Electing;

/// <summary>Where a candidate stands, as one transaction shows it (Q2, Q3). Pure.</summary>
internal abstract record QueuePosition
{
    private QueuePosition()
    {
    }

    /// <summary>Reads the answer to <see cref="QueueRequests.Look"/>.</summary>
    public static QueuePosition Read(TxnResponse answer, FencingToken own)
    {
        if (!answer.Succeeded)
        {
            return new Gone();
        }

        KeyValue? before = First(answer, 0);
        KeyValue? oldest = First(answer, 1);
        if (before is null && oldest is not null && oldest.Key == own.Key)
        {
            return new Leads();
        }

        // Keys of one transaction have one revision, and none is before the other: then the first by name is.
        return oldest is null ? new Gone() : new Behind(before ?? oldest, oldest, answer.Header.Revision);
    }

    private static KeyValue? First(TxnResponse answer, int index) =>
        index < answer.Responses.Count && answer.Responses[index].ResponseRange is { Kvs: [var first, ..] }
            ? first
            : null;

    /// <summary>The own key is as it was created, and no other is older.</summary>
    public sealed record Leads : QueuePosition;

    /// <summary>Others are older.</summary>
    /// <param name="Predecessor">The youngest of them: the one to wait for.</param>
    /// <param name="Oldest">The one that leads.</param>
    /// <param name="Revision">Of the answer: what happens to the predecessor happens after it.</param>
    public sealed record Behind(KeyValue Predecessor, KeyValue Oldest, long Revision) : QueuePosition;

    /// <summary>The own key was deleted, or deleted and created anew by somebody.</summary>
    public sealed record Gone : QueuePosition;
}
