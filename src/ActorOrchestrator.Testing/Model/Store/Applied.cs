namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>A write's answer and what it changed. All of it belongs to the caller.</summary>
/// <param name="Response">The answer, without its outer header.</param>
/// <param name="Events">The events of the one new revision, in the order of operations; empty if there is none.</param>
internal readonly record struct Applied<T>(T Response, ImmutableArray<Event> Events);
