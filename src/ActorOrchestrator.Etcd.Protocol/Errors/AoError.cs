namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>A line of the catalogue of errors.</summary>
/// <param name="Code">Such as <c>AO-ETC-0510</c>; a number is never used twice.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cause">Why it happens.</param>
/// <param name="Workaround">What to do.</param>
public sealed record AoError(string Code, string Message, string Cause, string Workaround);
