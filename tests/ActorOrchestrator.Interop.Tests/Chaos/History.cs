using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Chaos;

/// <summary>What etcd really did, read when all is quiet, and what watches and writers said about it.</summary>
internal static class History
{
    /// <summary>All events of a prefix from a revision on, by a new watch that nothing disturbs.</summary>
    public static async Task<List<string>> ReadAsync(IEtcdClient client, string prefix, long from)
    {
        long last = (await client.Kv.PutAsync($"{prefix}end", "end")).Header.Revision;
        await using WatchReader reader = await WatchReader.OpenAsync(
            client, new(KeyRange.Prefix(prefix)) { StartRevision = from });
        return await ReadToAsync(reader, last);
    }

    /// <summary>The events of a watch up to a revision, as lines.</summary>
    public static async Task<List<string>> ReadToAsync(WatchReader reader, long revision)
    {
        var lines = new List<string>();
        for (long seen = 0; seen < revision;)
        {
            WatchBatch batch = await RealTime.Expect(reader.NextAsync(), $"events up to revision {revision}")
                ?? throw new InvalidOperationException("The watch has ended.");
            lines.AddRange(batch.Events.Select(Line));
            seen = batch.IsProgress ? seen : batch.LastRevision;
        }

        return lines;
    }

    /// <summary>Each put was applied as often as its writer was told: once, not at all, or one of the two.</summary>
    public static void AssertFates(IReadOnlyDictionary<string, Fate> fates, List<string> history)
    {
        var applied = history.Select(line => line.Split('=')[^1])
            .GroupBy(value => value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach ((string value, Fate fate) in fates)
        {
            int times = applied.GetValueOrDefault(value);
            Assert.True(
                fate switch
                {
                    Fate.Acknowledged => times == 1,
                    Fate.NotApplied => times == 0,
                    _ => times <= 1,
                },
                $"{value} is {fate} and was applied {times} times.");
        }
    }

    private static string Line(Event change) =>
        $"{change.Kv.ModRevision} {change.Type} {change.Kv.Key.ToText()} "
        + $"v{change.Kv.Version}={change.Kv.Value.ToText()}";
}
