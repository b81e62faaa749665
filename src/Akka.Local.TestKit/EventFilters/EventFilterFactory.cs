using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Makes filters on log events. Texts match in any case; of several the first goes.</summary>
/// <remarks>A source is the log source itself or, for an actor's path, the path without its address.</remarks>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly ImmutableArray<LogFilter> _filters;

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, ImmutableArray<LogFilter> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <summary>Errors whose cause is of a type; the text is that of the event or of the cause.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors whose cause is of a type; the text is that of the event or of the cause.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors whose cause, or one of its inner exceptions, is of a type.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextPattern.Of(message, start, contains), source, checkInnerExceptions);

    /// <summary>Errors whose cause, or one of its inner exceptions, is of a type.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Exception(exceptionType, TextPattern.Of(pattern), source, checkInnerExceptions);

    /// <summary>Errors; the text is that of the event or of its cause.</summary>
    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply(LogFilter.ForErrors(TextPattern.Of(message, start, contains), new SourcePattern(source)));

    /// <summary>Errors; the text is that of the event or of its cause.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        Apply(LogFilter.ForErrors(TextPattern.Of(pattern), new SourcePattern(source)));

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Events<Warning>(TextPattern.Of(message, start, contains), source);

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        Events<Warning>(TextPattern.Of(pattern), source);

    /// <summary>Info events; the system must log at this level.</summary>
    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Events<Info>(TextPattern.Of(message, start, contains), source);

    /// <summary>Info events; the system must log at this level.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        Events<Info>(TextPattern.Of(pattern), source);

    /// <summary>Debug events; the system must log at this level.</summary>
    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Events<Debug>(TextPattern.Of(message, start, contains), source);

    /// <summary>Debug events; the system must log at this level.</summary>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        Events<Debug>(TextPattern.Of(pattern), source);

    /// <summary>All dead letters.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetters("", _ => true, source: null);

    /// <summary>Dead letters with messages of a type; the source is whom they did not reach.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        DeadLetters($" of {typeof(TMessage)}", message => message is TMessage, source);

    /// <summary>Dead letters with messages of a type that match; the source is whom they did not reach.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetters($" of {typeof(TMessage)}", message => message is TMessage typed && isMatch(typed), source);

    /// <summary>Events that a condition holds for.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Custom<LogEvent>(predicate);

    /// <summary>Events of a type that a condition holds for.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Apply(new LogFilter(
            $"{typeof(TLogEvent).Name} of a condition", logEvent => logEvent is TLogEvent typed && predicate(typed)));
    }

    private EventFilterApplier Exception(Type exceptionType, TextPattern text, string? source, bool checkInner)
    {
        ArgumentNullException.ThrowIfNull(exceptionType);
        return exceptionType.IsAssignableTo(typeof(Exception))
            ? Apply(LogFilter.ForCauses(exceptionType, text, new SourcePattern(source), checkInner))
            : throw new ArgumentException($"{exceptionType} is not an exception.", nameof(exceptionType));
    }

    private EventFilterApplier Events<TEvent>(TextPattern text, string? source)
        where TEvent : LogEvent => Apply(LogFilter.ForEvents<TEvent>(text, new SourcePattern(source)));

    private EventFilterApplier DeadLetters(string messages, Func<object, bool> isMatch, string? source) =>
        Apply(LogFilter.ForDeadLetters(messages, isMatch, new SourcePattern(source)));

    private EventFilterApplier Apply(LogFilter filter) =>
        new EventFilterApplier(_testkit, _system, _filters.Add(filter));
}
