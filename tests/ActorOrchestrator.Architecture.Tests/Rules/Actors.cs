using System.Reflection;
using Akka.Actor;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A5: actors are internal and sealed, made by one <c>Props</c>, and a parent states its strategy.</summary>
internal static class Actors
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static bool IsActor(Type type) => typeof(ActorBase).IsAssignableFrom(type);

    /// <param name="actor">The actor.</param>
    /// <param name="sources">The files that may hold it; its own are those that begin with its name.</param>
    public static IEnumerable<string> Violations(Type actor, IEnumerable<SourceFile> sources)
    {
        if (actor is not { IsSealed: true, IsVisible: false })
        {
            yield return $"{actor}: an actor is internal and sealed.";
        }

        if (!actor.Name.EndsWith("Actor", StringComparison.Ordinal))
        {
            yield return $"{actor}: an actor's name ends in Actor.";
        }

        int props = actor.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Count(method => method.ReturnType == typeof(Props));
        if (props != 1)
        {
            yield return $"{actor}: one public static Props Props(...), not {props}.";
        }

        SourceFile[] own = [.. sources.Where(s => s.Name.StartsWith(actor.Name + ".", StringComparison.Ordinal))];
        if (own.Length == 0)
        {
            yield return $"{actor}: its file is {actor.Name}.cs.";
        }

        bool parent = own.Any(source => source.Says("Context.ActorOf("));
        if (parent && actor.GetMethod("SupervisorStrategy", Own, Type.EmptyTypes) is null)
        {
            yield return $"{actor}: it has children, so it overrides SupervisorStrategy (Akka's never gives up).";
        }
    }
}
