using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>One change of one key, which nothing changes afterwards.</summary>
/// <param name="Key">The key.</param>
/// <param name="Main">M3: the revision of the entry that changed it.</param>
/// <param name="Sub">M3: the place of the change in that entry.</param>
internal sealed record StoredVersion(ByteString Key, long Main, long Sub)
{
    /// <summary>The revision that created the key; 0 for a tombstone.</summary>
    public long Create { get; init; }

    /// <summary>F6: how often the key was written since; 0 for a tombstone.</summary>
    public long Version { get; init; }

    /// <summary>The value; may be empty (F11).</summary>
    public ByteString Value { get; init; } = ByteString.Empty;

    /// <summary>The lease, 0 for none.</summary>
    public long Lease { get; init; }

    /// <summary>Whether the change deleted the key.</summary>
    public bool IsTombstone => Version == 0;

    /// <summary>M9: the bytes of its revision where etcd stores it, and of what it stores there.</summary>
    public int Size => (IsTombstone ? 18 : 17) + ToStored().CalculateSize();

    /// <summary>The pair as etcd stores it: a tombstone is its key alone.</summary>
    public KeyValue ToStored() => IsTombstone
        ? new KeyValue { Key = Key }
        : new KeyValue
        {
            Key = Key,
            CreateRevision = Create,
            ModRevision = Main,
            Version = Version,
            Value = Value,
            Lease = Lease,
        };

    /// <summary>W12: the event of the change, with <c>kv</c> only.</summary>
    public Event ToEvent() => IsTombstone
        ? new Event { Type = Event.Types.EventType.Delete, Kv = new KeyValue { Key = Key, ModRevision = Main } }
        : new Event { Type = Event.Types.EventType.Put, Kv = ToStored() };
}
