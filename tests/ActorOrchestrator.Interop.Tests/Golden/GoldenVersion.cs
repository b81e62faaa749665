namespace ActorOrchestrator.Interop.Tests.Golden;

/// <summary>In which of etcd's repaired faults a version differs from the model, which is as 3.5.30.</summary>
internal sealed record GoldenVersion(Version Version)
{
    /// <summary>Whether a delete at the compacted revision stays for watches (etcd#18089).</summary>
    public bool KeepsTombstones => Version switch
    {
        { Major: 3, Minor: 4 } => Version >= new Version(3, 4, 34),
        { Major: 3, Minor: 5 } => Version >= new Version(3, 5, 16),
        _ => true,
    };

    /// <summary>Whether the compacted revision itself has a hash.</summary>
    public bool HashesTheCompacted => Version >= new Version(3, 5, 5);
}
