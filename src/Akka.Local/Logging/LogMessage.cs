using System.Globalization;

namespace Akka.Event;

/// <summary>Renders a template.</summary>
public interface ILogMessageFormatter
{
    /// <summary>Puts arguments into a template.</summary>
    string Format(string format, params object?[] args);

    /// <summary>Puts arguments into a template.</summary>
    string Format(string format, IEnumerable<object?> args);
}

/// <summary>Renders <c>{0}</c>, <c>{1}</c>, … as string.Format does; a named template throws.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    /// <summary>The only value.</summary>
    public static readonly DefaultLogMessageFormatter Instance = new();

    private DefaultLogMessageFormatter()
    {
    }

    /// <inheritdoc/>
    public string Format(string format, params object?[] args) =>
        string.Format(CultureInfo.InvariantCulture, format, args);

    /// <inheritdoc/>
    public string Format(string format, IEnumerable<object?> args) => Format(format, args.ToArray());
}

/// <summary>A template and its arguments, rendered when a logger writes it.</summary>
public abstract class LogMessage
{
    /// <summary>Renders.</summary>
    protected readonly ILogMessageFormatter Formatter;

    private protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    /// <summary>The template.</summary>
    public string Format { get; }

    /// <summary>The template and the arguments, not rendered: for when rendering throws.</summary>
    public abstract string Unformatted();

    /// <summary>The arguments.</summary>
    public abstract IEnumerable<object?> Parameters();
}

/// <summary>The message of the extension methods.</summary>
internal sealed class TemplateMessage(ILogMessageFormatter formatter, string format, object?[] arguments)
    : LogMessage(formatter, format)
{
    public override string Unformatted() => $"Template: [{Format}], args: [{string.Join(", ", arguments)}]";

    public override IEnumerable<object?> Parameters() => arguments;

    public override string ToString() => Formatter.Format(Format, arguments);
}
