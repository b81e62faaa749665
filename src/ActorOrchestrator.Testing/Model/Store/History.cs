using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Every version of every key that is not compacted: by key for reads, by revision for events.</summary>
/// <remarks>A write adds its versions one by one, then closes the revision; without any there is none (F5).</remarks>
internal sealed class History
{
    private readonly Dictionary<ByteString, List<StoredVersion>> _versions = [];
    private readonly SortedSet<ByteString> _keys = new(Bytes.Order);

    // Consecutive revisions, the last one is the current one.
    private readonly List<ImmutableArray<StoredVersion>> _revisions = [];
    private readonly List<StoredVersion> _open = [];

    /// <summary>The current revision.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>The current revision, or the next one if a write has begun it: what inner headers show (T2).</summary>
    public long Latest => Revision + (_open.Count > 0 ? 1 : 0);

    /// <summary>The last compacted revision, −1 before the first.</summary>
    public long CompactRevision { get; private set; } = -1;

    /// <summary>The bytes of all versions.</summary>
    public long Size { get; private set; }

    /// <summary>All versions, in no order.</summary>
    public IEnumerable<StoredVersion> Versions => _versions.Values.SelectMany(versions => versions);

    private long FirstRevision => Revision - _revisions.Count + 1;

    /// <summary>The revision that a read asks for.</summary>
    /// <param name="asked">0 or less for the latest.</param>
    /// <exception cref="ModelException">It is in the future, or compacted.</exception>
    public long Readable(long asked) => asked switch
    {
        _ when asked > Latest => throw new ModelException(EtcdErrorTexts.FutureRevision),
        <= 0 => Latest,
        _ when asked < CompactRevision => throw new ModelException(EtcdErrorTexts.Compacted),
        _ => asked,
    };

    /// <summary>The version of a key that a read at a revision sees; null if there is none.</summary>
    public StoredVersion? Find(ByteString key, long revision)
    {
        if (!_versions.TryGetValue(key, out List<StoredVersion>? versions))
        {
            return null;
        }

        int newest = IndexAt(versions, revision);
        return newest < 0 || versions[newest].IsTombstone ? null : versions[newest];
    }

    /// <summary>What a read of a range sees at a revision, in the order of keys.</summary>
    public IEnumerable<StoredVersion> Find(KeyInterval range, long revision)
    {
        IEnumerable<ByteString> keys = range.IsPoint ? [range.Key] : KeysIn(range);
        return keys.Select(key => Find(key, revision)).OfType<StoredVersion>();
    }

    /// <summary>Adds the next change of the revision that is being written.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">From the key, the new revision and the place in it, what to store.</param>
    public void Add(ByteString key, Func<StoredVersion, StoredVersion> change)
    {
        StoredVersion version = change(new StoredVersion(key, Revision + 1, _open.Count));
        if (!_versions.TryGetValue(key, out List<StoredVersion>? versions))
        {
            _versions.Add(key, versions = []);
            _keys.Add(key);
        }

        versions.Add(version);
        _open.Add(version);
        Size += version.Size;
    }

    /// <summary>Ends the revision that is being written, if there is anything in it.</summary>
    /// <returns>Its events, in the order of operations (F9).</returns>
    public ImmutableArray<Event> Close()
    {
        if (_open.Count == 0)
        {
            return [];
        }

        Revision++;
        _revisions.Add([.. _open]);
        _open.Clear();
        return [.. _revisions[^1].Select(version => version.ToEvent())];
    }

    /// <summary>The versions of each revision from one on, oldest first.</summary>
    public IEnumerable<ImmutableArray<StoredVersion>> From(long revision) =>
        Enumerable.Range(0, _revisions.Count)
            .Skip((int)Math.Clamp(revision - FirstRevision, 0, _revisions.Count))
            .Select(index => _revisions[index]);

    /// <summary>M7: of each key the newest version up to a revision stays, unless it is a tombstone below it.</summary>
    public void Compact(long revision)
    {
        int below = (int)Math.Clamp(revision - FirstRevision, 0, _revisions.Count);
        IEnumerable<ByteString> changed = _revisions.Take(below + 1).SelectMany(at => at).Select(v => v.Key).Distinct();
        foreach (ByteString key in changed)
        {
            Compact(key, revision);
        }

        _revisions.RemoveRange(0, below);
        if (_revisions.Count > 0 && FirstRevision == revision)
        {
            _revisions[0] = [.. _revisions[0].Where(IsStored)];
        }

        CompactRevision = revision;
    }

    /// <summary>An independent copy.</summary>
    public History Clone()
    {
        var copy = new History { Revision = Revision, CompactRevision = CompactRevision, Size = Size };
        foreach ((ByteString key, List<StoredVersion> versions) in _versions)
        {
            copy._versions.Add(key, [.. versions]);
        }

        copy._keys.UnionWith(_keys);
        copy._revisions.AddRange(_revisions);
        return copy;
    }

    // The last version up to a revision, by halving: a key may have very many.
    private static int IndexAt(List<StoredVersion> versions, long revision)
    {
        int low = 0;
        int high = versions.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = versions[middle].Main <= revision ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private IEnumerable<ByteString> KeysIn(KeyInterval range)
    {
        ByteString? last = _keys.Max;
        return range.IsEmpty || last is null || Bytes.Compare(last, range.Key) < 0
            ? []
            : _keys.GetViewBetween(range.Key, last).TakeWhile(range.Contains);
    }

    private void Compact(ByteString key, long revision)
    {
        List<StoredVersion> versions = _versions[key];
        int newest = IndexAt(versions, revision);
        if (newest < 0)
        {
            return;
        }

        // A tombstone exactly at the revision stays for those who watch from it.
        int dropped = versions[newest].IsTombstone && versions[newest].Main < revision ? newest + 1 : newest;
        Size -= versions.Take(dropped).Sum(version => (long)version.Size);
        versions.RemoveRange(0, dropped);
        if (versions.Count == 0)
        {
            _versions.Remove(key);
            _keys.Remove(key);
        }
    }

    private bool IsStored(StoredVersion version) =>
        _versions.TryGetValue(version.Key, out List<StoredVersion>? versions) && versions.Contains(version);
}
