namespace Akka.Actor;

/// <summary>A child and its restarts.</summary>
internal sealed class ChildStats(LocalActorRef child)
{
    private int _restarts;
    private TimeSpan? _windowStart;

    public LocalActorRef Child { get; } = child;

    /// <summary>Counts a restart; false when the limit is reached.</summary>
    /// <param name="limit">Restarts allowed within the window, or at all; negative for any number.</param>
    /// <param name="window">Not positive for "at all".</param>
    /// <param name="now">A monotonic reading.</param>
    public bool MayRestart(int limit, TimeSpan window, TimeSpan now)
    {
        if (limit == 0)
        {
            return false;
        }

        if (window <= TimeSpan.Zero)
        {
            return limit < 0 || ++_restarts <= limit;
        }

        // Without a limit a window means one restart within it.
        int allowed = limit < 0 ? 1 : limit;
        _windowStart ??= now;
        if (now - _windowStart <= window)
        {
            return ++_restarts <= allowed;
        }

        _restarts = 1;
        _windowStart = now;
        return true;
    }
}
