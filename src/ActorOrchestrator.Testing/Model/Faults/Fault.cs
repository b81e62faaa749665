namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>One thing that goes wrong. What a fault of calls meets, is the call that triggers it.</summary>
/// <remarks>As text: the name in lower case with hyphens, then its values: <c>delay before=00:00:01</c>.</remarks>
public abstract partial record Fault
{
    private Fault()
    {
    }

    /// <summary>As <see cref="FaultPlan.Parse"/> reads it.</summary>
    public sealed override string ToString() => FaultText.Of(this);

    /// <summary>A fault of the call that triggers it.</summary>
    public abstract record OfCall : Fault
    {
        private protected OfCall()
        {
        }
    }

    /// <summary>A fault of the watch response, with events, that triggers it.</summary>
    public abstract record OfWatch : Fault
    {
        private protected OfWatch()
        {
        }
    }

    /// <summary>A fault of the cluster; a call that triggers it comes after it.</summary>
    public abstract record OfCluster : Fault
    {
        private protected OfCluster()
        {
        }
    }
}

/// <summary>How the answer of a call that was applied is lost.</summary>
public enum LostAnswer
{
    /// <summary>The connection is reset: AO-ETC-0621.</summary>
    Reset,

    /// <summary>etcd says that it took too long: AO-ETC-0586.</summary>
    TimedOut,

    /// <summary>etcd says that the leader changed: AO-ETC-0584.</summary>
    LeaderChanged,

    /// <summary>Nothing comes, until the caller's deadline.</summary>
    Silence,
}

/// <summary>A write of another client.</summary>
/// <param name="Key">As UTF-8; not empty.</param>
/// <param name="Value">As UTF-8; null deletes the key.</param>
public sealed record ForeignWrite(string Key, string? Value = null);
