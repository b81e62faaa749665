namespace ActorOrchestrator.Testing.Model.Watching;

/// <summary>Cuts a response into smaller ones that mean the same.</summary>
internal static class WatchParts
{
    /// <param name="whole">With events.</param>
    /// <param name="fragments">Whether a part is one event, all but the last flagged as fragments; else it is all
    /// events of a revision.</param>
    public static IEnumerable<WatchResponse> Of(WatchResponse whole, bool fragments)
    {
        if (whole.Fragment || whole.Events.Count < 2)
        {
            return [whole];
        }

        return fragments
            ? whole.Events.Select((change, index) => Part(whole, [change], index < whole.Events.Count - 1))
            : whole.Events.GroupBy(change => change.Kv.ModRevision).Select(events => Part(whole, events, false));
    }

    private static WatchResponse Part(WatchResponse whole, IEnumerable<Event> events, bool isFragment) => new()
    {
        Header = whole.Header,
        WatchId = whole.WatchId,
        Fragment = isFragment,
        Events = { events },
    };
}
