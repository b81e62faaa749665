using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Calls that stand aside until another one has gone ahead.</summary>
internal sealed class Overtakes(VirtualTime time)
{
    private readonly List<VirtualWait> _aside = [];

    /// <summary>Stands aside.</summary>
    public async Task WaitAsync(TimeSpan max, CancellationToken gone)
    {
        var wait = new VirtualWait();
        _aside.Add(wait);
        using ITimer timer = time.After(max, () =>
        {
            _aside.Remove(wait);
            wait.Release();
        });
        await wait.Until(() => _aside.Remove(wait), gone).ConfigureAwait(false);
    }

    /// <summary>A call has gone ahead.</summary>
    public void Passed()
    {
        foreach (VirtualWait wait in _aside.ToArray())
        {
            _aside.Remove(wait);
            wait.Release();
        }
    }
}
