namespace Akka.Dispatch;

/// <summary>Marks an actor by the kind of mailbox that it wants; all have the same one here.</summary>
/// <typeparam name="T">The kind.</typeparam>
public interface IRequiresMessageQueue<T>;
