using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>A store that keeps a whole picture of every revision: too large to use, too simple to be wrong.</summary>
internal sealed class NaiveStore
{
    private readonly List<SortedDictionary<string, KeyValue>> _pictures = [new(StringComparer.Ordinal)];

    public long Revision => _pictures.Count;

    public SortedDictionary<string, KeyValue> At(long revision) => _pictures[(int)revision - 1];

    /// <summary>Applies the puts and deletes of one entry; a put with an empty value deletes here.</summary>
    public void Write(IEnumerable<PutRequest> changes)
    {
        SortedDictionary<string, KeyValue> now = new(_pictures[^1], StringComparer.Ordinal);
        bool isChanged = false;
        foreach (PutRequest change in changes)
        {
            string key = Make.Text(change.Key);
            if (change.Value.IsEmpty)
            {
                isChanged |= now.Remove(key);
                continue;
            }

            isChanged = true;
            now[key] = Next(now.GetValueOrDefault(key), change);
        }

        if (isChanged)
        {
            _pictures.Add(now);
        }
    }

    /// <summary>What changed from the revision before: key and pair, null for a delete.</summary>
    public Dictionary<string, KeyValue?> Changes(long revision)
    {
        (SortedDictionary<string, KeyValue> before, SortedDictionary<string, KeyValue> after) =
            (At(revision - 1), At(revision));
        IEnumerable<string> changed = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(key => !Equals(before.GetValueOrDefault(key), after.GetValueOrDefault(key)));
        return changed.ToDictionary(key => key, key => after.GetValueOrDefault(key), StringComparer.Ordinal);
    }

    private KeyValue Next(KeyValue? old, PutRequest put) => new()
    {
        Key = put.Key,
        Value = put.Value,
        Lease = put.Lease,
        ModRevision = Revision + 1,
        CreateRevision = old?.CreateRevision ?? Revision + 1,
        Version = (old?.Version ?? 0) + 1,
    };
}
