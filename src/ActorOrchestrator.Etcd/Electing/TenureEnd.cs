namespace ActorOrchestrator.Etcd;

/// <summary>How a leadership or the hold of a lock ended.</summary>
public enum TenureEnd
{
    /// <summary>Its owner gave it back: the key is deleted.</summary>
    GivenBack,

    /// <summary>Somebody else deleted the key.</summary>
    KeyGone,

    /// <summary>The session is over; the key vanishes with its lease.</summary>
    SessionLost,
}
