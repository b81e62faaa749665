using ActorOrchestrator.Etcd.Protocol;

namespace ActorOrchestrator.Architecture.Tests.Rules;

/// <summary>Prints the catalogues of errors as <c>docs/errors.md</c>.</summary>
internal static class ErrorDocument
{
    private const string Head = """
        # Errors

        Every code that a message, a log, a reply or an exception can carry, with what it means, why it happens and
        what to do. This file is printed from the catalogues in the code; a test compares it.

        What etcd says is shown with the status of gRPC and with the class, which tells what a program can do:

        | class | meaning |
        | --- | --- |
        | permanent | the same request can never succeed |
        | transient | it was not applied; it is safe to send it again |
        | ambiguous | a write may have been applied or not: read before repeating; a read can be repeated |
        | conflict | the present state forbids it: read, and decide again |
        | gone | the lease, revision or token that it names is gone for ever |

        """;

    public static string Of(IEnumerable<AoError> errors) => Head.ReplaceLineEndings("\n") + string.Concat(
        errors.OrderBy(error => error.Code, StringComparer.Ordinal).SelectMany(Lines).Select(line => line + "\n"));

    private static IEnumerable<string> Lines(AoError error) =>
    [
        "", $"## {error.Code}", "", error.Message, "",
        $"- Cause: {error.Cause}",
        $"- What to do: {error.Workaround}",
        .. EtcdErrorTexts.All.Where(line => line.Code.Equals(error.Code, StringComparison.Ordinal)).Select(Line),
    ];

    private static string Line(EtcdError error) => EtcdErrorTexts.Answers.Contains(error)
        ? $"- etcd says `{error.Text}` with {error.Status} ({(int)error.Status}): {ClassOf(error)}."
        : $"- The client says so itself: {ClassOf(error)}.";

    private static string ClassOf(EtcdError error)
    {
        ErrorClass write = error.ClassFor(isWrite: true);
        ErrorClass read = error.ClassFor(isWrite: false);
        ErrorClass serializable = error.ClassFor(isWrite: false, isSerializable: true);
        return Name(write)
            + (read == write ? "" : $", {Name(read)} for a read")
            + (serializable == read ? "" : $", {Name(serializable)} for a serializable read");
    }

    private static string Name(ErrorClass errorClass) => errorClass.ToString().ToLowerInvariant();
}
