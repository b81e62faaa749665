namespace ActorOrchestrator.Testing.Model;

/// <summary>What becomes of a request for progress on a stream with a watch that is behind (F12).</summary>
public enum UnsyncedProgress
{
    /// <summary>Nothing, as with etcd from 3.4.25 and 3.5.8 on: the client has to ask again.</summary>
    Dropped,

    /// <summary>It is answered as soon as all watches of the stream are there, as the embedded server does.</summary>
    Remembered,

    /// <summary>It is answered at once, with a revision that the watch has not seen: the fault of older versions
    /// (etcd#15220). They answer on a stream without watches, too.</summary>
    Answered,
}
