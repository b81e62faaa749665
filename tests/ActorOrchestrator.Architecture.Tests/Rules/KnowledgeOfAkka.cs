using System.Text.RegularExpressions;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>A3: who may know Akka, and what the pure part does without.</summary>
internal static partial class KnowledgeOfAkka
{
    public static IEnumerable<string> Violations(SourceFile source)
    {
        Role role = RoleOf(source);
        if (role is Role.Pure or Role.Service && source.Lines.Any(line => UsingAkka.IsMatch(line)))
        {
            yield return $"{source.Path}: only actors, protocols and wiring know Akka.";
        }

        IEnumerable<Match> impure = source.Lines.SelectMany(line => Impure.Matches(WithoutComment(line)));
        foreach (Match match in role is Role.Pure ? impure : [])
        {
            yield return $"{source.Path}: no {match.Value} in the pure part; an actor or a service does that.";
        }
    }

    private static Role RoleOf(SourceFile source) => source switch
    {
        { Name: var name } when ActorOrProtocol.IsMatch(name) => Role.Actor,
        { Name: "Program.cs" } => Role.Wiring,
        { Path: var path } when path.Contains("/Hosting/", StringComparison.Ordinal) => Role.Wiring,
        // A hosted service is the edge, where asking is allowed.
        _ when source.Says(": BackgroundService") || source.Says(": IHostedService") => Role.Wiring,
        { Name: var name } when ServiceOrLog.IsMatch(name) => Role.Service,
        // Where nobody knows Akka, I/O is the work; the decisions are in files of their own.
        { Path: var path } when StandsAlone.IsMatch(path) && !Decides.IsMatch(path) => Role.Service,
        _ => Role.Pure,
    };

    private static string WithoutComment(string line) =>
        line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line;

    private enum Role
    {
        Actor,
        Wiring,
        Service,
        Pure,
    }

    [GeneratedRegex(@"^\s*(global )?using (static )?(\w+ = )?Akka\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UsingAkka { get; }

    [GeneratedRegex(@"\b(async|await|Task|ValueTask|ILogger)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Impure { get; }

    [GeneratedRegex(@"(Actor(\.\w+)?|Protocol)\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ActorOrProtocol { get; }

    [GeneratedRegex(@"^(src/ActorOrchestrator\.(Etcd|Testing)|samples/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StandsAlone { get; }

    [GeneratedRegex(
        @"((Plan|State|Clock|Position|Schedule|Requests|Endpoints|Backoff|Window|Buffer)\.cs$)|/Hpack/|/Model/Store/",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Decides { get; }

    [GeneratedRegex(@"^I[A-Z]\w+\.cs$|(Client|Service|\.Log)\.cs$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServiceOrLog { get; }
}
