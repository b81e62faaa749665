using System.Collections.Concurrent;
using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>What became of a put.</summary>
internal enum Fate
{
    /// <summary>etcd said that it was applied.</summary>
    Acknowledged,

    /// <summary>Nobody knows.</summary>
    Ambiguous,

    /// <summary>The client says that it was not applied.</summary>
    NotApplied,
}

/// <summary>Writers that put values which are never put twice, and write down what became of each.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int KeysOfAWriter = 20;

    private readonly ConcurrentDictionary<string, Fate> _fates = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<(Fate[] Fates, long At, TaskCompletionSource Reached)> _waiting = [];
    private readonly long[] _counts = new long[Enum.GetValues<Fate>().Length];
    private readonly Task[] _writers;

    /// <param name="client">Puts through it.</param>
    /// <param name="prefix">Of the keys.</param>
    /// <param name="writers">How many put at the same time.</param>
    /// <param name="deadline">Of a put.</param>
    public Load(IEtcdClient client, string prefix, int writers, TimeSpan deadline) =>
        _writers = [.. Enumerable.Range(0, writers).Select(i => WriteAsync(client, $"{prefix}{i}/", deadline))];

    /// <summary>What became of each value so far.</summary>
    public IReadOnlyDictionary<string, Fate> Fates => _fates;

    /// <summary>Completes when so many more puts have had one of these fates.</summary>
    public Task MoreAsync(int count, params Fate[] fates)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((fates, fates.Sum(fate => _counts[(int)fate]) + count, reached));
        }

        return RealTime.Expect(reached.Task, $"{count} puts that are {string.Join(" or ", fates)}");
    }

    /// <summary>Completes when so many more puts have failed, one way or the other.</summary>
    public Task MoreFailuresAsync(int count) => MoreAsync(count, Fate.Ambiguous, Fate.NotApplied);

    /// <summary>Lets the puts that are under way end, and makes no more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await RealTime.Expect(Task.WhenAll(_writers), "the end of the writers");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(IEtcdClient client, string prefix, TimeSpan deadline)
    {
        await Task.Yield();
        for (int i = 0; !_stop.IsCancellationRequested; i++)
        {
            string value = $"{prefix}#{i}";
            Count(value, await PutAsync(client, $"{prefix}{i % KeysOfAWriter}", value, deadline));
        }
    }

    private static async Task<Fate> PutAsync(IEtcdClient client, string key, string value, TimeSpan deadline)
    {
        try
        {
            await client.Kv.PutAsync(key, value, options: new CallOptions { Deadline = deadline });
            return Fate.Acknowledged;
        }
        catch (EtcdException failed)
        {
            Assert.True(
                failed.Class is ErrorClass.Ambiguous or ErrorClass.Transient, $"{failed.Class}: {failed.Message}");
            return failed.Class is ErrorClass.Ambiguous ? Fate.Ambiguous : Fate.NotApplied;
        }
    }

    private void Count(string value, Fate fate)
    {
        Assert.True(_fates.TryAdd(value, fate));
        lock (_gate)
        {
            _counts[(int)fate]++;
            _waiting.RemoveAll(wait =>
                wait.At <= wait.Fates.Sum(waited => _counts[(int)waited]) && wait.Reached.TrySetResult());
        }
    }
}
