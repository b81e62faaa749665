namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>Reads a watch one piece after the other.</summary>
internal sealed class WatchReader : IAsyncDisposable
{
    private readonly IAsyncEnumerator<WatchBatch> _batches;
    private readonly Queue<Event> _events = new();

    public WatchReader(IEtcdWatcher watcher)
    {
        Watcher = watcher;
        _batches = watcher.ReadAllAsync().GetAsyncEnumerator();
    }

    public IEtcdWatcher Watcher { get; }

    /// <summary>Opens a watch, and waits until the server has it.</summary>
    public static async Task<WatchReader> OpenAsync(IEtcdClient client, WatchSpec spec)
    {
        var reader = new WatchReader(client.Watch.Open(spec));
        await reader.Watcher.Created;
        return reader;
    }

    /// <summary>The next batch; null when the watch has ended.</summary>
    public async Task<WatchBatch?> NextAsync() => await _batches.MoveNextAsync() ? _batches.Current : null;

    /// <summary>So many events, however they come.</summary>
    public async Task<List<Event>> TakeAsync(int count)
    {
        var taken = new List<Event>();
        while (taken.Count < count)
        {
            while (_events.Count == 0)
            {
                WatchBatch batch = await NextAsync()
                    ?? throw new InvalidOperationException($"The watch ended after {taken.Count} of {count} events.");
                foreach (Event change in batch.Events)
                {
                    _events.Enqueue(change);
                }
            }

            taken.Add(_events.Dequeue());
        }

        return taken;
    }

    public ValueTask DisposeAsync() => Watcher.DisposeAsync();
}
