using ActorOrchestrator.Testing.Model.Store;

namespace ActorOrchestrator.Testing.Model.Watching;

/// <summary>One watch at a member.</summary>
internal sealed class ModelWatcher(WatchStream stream, long id, WatchCreateRequest request, long next)
{
    public WatchStream Stream => stream;

    public long Id => id;

    /// <summary>The keys. An empty key means from the first one on (H1).</summary>
    public KeyInterval Keys { get; } = KeysOf(request);

    /// <summary>The first revision that was not looked at yet; above the current one for a watch of the
    /// future.</summary>
    public long Next { get; set; } = next;

    /// <summary>Whether it hears of new revisions at once, or by passes over the history.</summary>
    public bool IsSynced { get; set; }

    public bool IsCanceled { get; set; }

    public bool Fragments => request.Fragment;

    public bool NotifiesProgress => request.ProgressNotify;

    /// <summary>H9: nothing was sent since the last tick.</summary>
    public bool WasQuiet { get; set; } = true;

    /// <summary>An empty key is the smallest there is.</summary>
    public static KeyInterval KeysOf(WatchCreateRequest request) => new(
        request.Key.IsEmpty ? Google.Protobuf.ByteString.CopyFrom(0) : request.Key, request.RangeEnd);

    /// <summary>What it gets of some events: filtered, and with the pairs before them if it asked for them
    /// (H7).</summary>
    public List<Event> Wanted(IEnumerable<Event> events, ModelStore store) =>
        [.. events.Where(IsWanted).Select(change => WithPrevious(change, store))];

    private bool IsWanted(Event change) => Keys.Contains(change.Kv.Key) && !request.Filters.Contains(
        change.Type is Event.Types.EventType.Put
            ? WatchCreateRequest.Types.FilterType.Noput
            : WatchCreateRequest.Types.FilterType.Nodelete);

    private Event WithPrevious(Event change, ModelStore store) => request.PrevKv && store.PrevKv(change) is { } before
        ? new Event { Type = change.Type, Kv = change.Kv, PrevKv = before }
        : change;
}
