namespace Akka.Actor;

/// <summary>Which actor this thread is running.</summary>
internal static class CurrentCell
{
    /// <summary>
    /// Null outside of turns; a test thread may be given its probe's cell, to be its implicit sender.
    /// </summary>
    [ThreadStatic]
    public static ActorCell? Value;
}
