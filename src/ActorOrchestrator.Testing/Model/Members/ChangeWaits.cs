using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Members;

/// <summary>Who waits at a member for a change of certain keys.</summary>
internal sealed class ChangeWaits
{
    private readonly List<ChangeWait> _waits = [];

    /// <summary>Waits for the next revision with an event that fits.</summary>
    public async Task<Event> NextAsync(Func<Event, bool> fits, CancellationToken gone)
    {
        var wait = new ChangeWait(fits);
        _waits.Add(wait);
        await wait.Until(() => _waits.Remove(wait), gone).ConfigureAwait(false);
        return wait.Found!;
    }

    /// <summary>A revision was applied at the member.</summary>
    public void Notify(ImmutableArray<Event> events)
    {
        foreach (ChangeWait wait in _waits.ToArray())
        {
            wait.Found = events.FirstOrDefault(wait.Fits);
            if (wait.Found is not null)
            {
                _waits.Remove(wait);
                wait.Release();
            }
        }
    }

    private sealed class ChangeWait(Func<Event, bool> fits) : VirtualWait
    {
        public Func<Event, bool> Fits => fits;

        public Event? Found { get; set; }
    }
}
