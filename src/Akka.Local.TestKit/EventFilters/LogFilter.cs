using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>A condition on log events that can be named.</summary>
internal sealed class LogFilter(string description, Func<LogEvent, bool> matches)
{
    public bool Matches(LogEvent logEvent)
    {
        try
        {
            return matches(logEvent);
        }
        catch (Exception)
        {
            // A broken template, or a condition of the test that throws: the listener must live on.
            return false;
        }
    }

    public override string ToString() => description;

    /// <summary>Events of a type whose source and message match.</summary>
    public static LogFilter ForEvents<TEvent>(TextPattern message, SourcePattern source)
        where TEvent : LogEvent => new(
            $"{typeof(TEvent).Name}{message}{source}",
            logEvent => logEvent is TEvent && source.IsMatch(logEvent.LogSource) && message.IsMatch(TextOf(logEvent)));

    /// <summary>Errors whose cause is of a type, and whose message, or that of the cause, matches.</summary>
    public static LogFilter ForCauses(
        Type exceptionType, TextPattern message, SourcePattern source, bool checkInner) => new(
            $"Error caused by {exceptionType}{message}{source}",
            logEvent => logEvent is Error error && source.IsMatch(error.LogSource)
                && Causes(error.Cause, checkInner).Any(cause => exceptionType.IsInstanceOfType(cause)
                    && (message.IsMatch(TextOf(error)) || message.IsMatch(cause.Message))));

    /// <summary>Errors with or without a cause.</summary>
    public static LogFilter ForErrors(TextPattern message, SourcePattern source) => new(
        $"Error{message}{source}",
        logEvent => logEvent is Error error && source.IsMatch(error.LogSource)
            && (message.IsMatch(TextOf(error)) || (error.Cause is { } cause && message.IsMatch(cause.Message))));

    /// <summary>Dead letters; the source is whom they did not reach.</summary>
    public static LogFilter ForDeadLetters(string messages, Func<object, bool> isMatch, SourcePattern source) => new(
        $"dead letters{messages}{source}",
        logEvent => logEvent is Warning { Message: DeadLetter letter } warning
            && source.IsMatch(warning.LogSource) && isMatch(letter.Message));

    private static IEnumerable<Exception> Causes(Exception? cause, bool checkInner)
    {
        for (Exception? next = cause; next is not null; next = checkInner ? next.InnerException : null)
        {
            yield return next;
        }
    }

    private static string TextOf(LogEvent logEvent) => logEvent.Message.ToString() ?? "";
}

/// <summary>What a text must be like; case does not matter.</summary>
internal sealed class TextPattern
{
    private readonly string _description;
    private readonly Func<string, bool> _isMatch;

    private TextPattern(string description, Func<string, bool> isMatch) =>
        (_description, _isMatch) = (description, isMatch);

    /// <summary>The first that is given goes; none of them matches all.</summary>
    public static TextPattern Of(string? message, string? start, string? contains)
    {
        const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;
        return (message, start, contains) switch
        {
            ({ } all, _, _) => new($" == \"{all}\"", text => text.Equals(all, AnyCase)),
            (_, { } begin, _) => new($" starting with \"{begin}\"", text => text.StartsWith(begin, AnyCase)),
            (_, _, { } part) => new($" containing \"{part}\"", text => text.Contains(part, AnyCase)),
            _ => new("", _ => true),
        };
    }

    public static TextPattern Of(Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new($" like /{pattern}/", pattern.IsMatch);
    }

    public bool IsMatch(string text) => _isMatch(text);

    public override string ToString() => _description;
}

/// <summary>Who must have logged: the log source itself or, of an actor's path, all but the address.</summary>
/// <param name="Source">Null matches all.</param>
internal sealed record SourcePattern(string? Source)
{
    private const string Scheme = "akka://";

    public bool IsMatch(string source) => Source is null
        || source.Equals(Source, StringComparison.OrdinalIgnoreCase)
        || WithoutAddress(source).Equals(Source, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Source is null ? "" : $" from {Source}";

    private static string WithoutAddress(string source)
    {
        if (!source.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return source;
        }

        int path = source.IndexOf('/', Scheme.Length);
        int uid = source.LastIndexOf('#');
        return path < 0 ? source : uid > path ? source[path..uid] : source[path..];
    }
}
