namespace Akka.Event;

/// <summary>The kind of mailbox that loggers want; it marks an actor as a logger.</summary>
public interface ILoggerMessageQueueSemantics;
