using System.Globalization;
using System.Text;

namespace Akka.Configuration;

/// <summary>A cursor over HOCON text: knows characters, strings and comments, and words every complaint.</summary>
internal sealed class HoconReader(string text)
{
    private const string NotInText = "$\"{}[]:=,#`^?!@*&\\";
    private const string NotInKey = NotInText + ".\r\n";
    private const string Escapes = "\"\\/bfnrt";
    private const string Escaped = "\"\\/\b\f\n\r\t";

    public int Position { get; private set; }

    public bool AtEnd => Position >= text.Length;

    public char Peek => AtEnd ? '\0' : text[Position];

    public bool AtText => !AtEnd && !char.IsWhiteSpace(Peek) && !AtComment && !NotInText.Contains(Peek);

    /// <summary>Nothing more belongs to the value before: a new line, a comment or the end.</summary>
    public bool AtLineEnd => AtEnd || char.IsWhiteSpace(Peek) || AtComment;

    private bool AtComment => Peek == '#' || Matches("//");

    public bool Matches(string expected) =>
        string.CompareOrdinal(text, Position, expected, 0, expected.Length) == 0;

    public bool TryTake(string expected)
    {
        bool matches = Matches(expected);
        Position += matches ? expected.Length : 0;
        return matches;
    }

    /// <summary>Blanks of the same line: between two pieces of a value they are part of it.</summary>
    public string Blanks() => TakeWhile(() => Peek is ' ' or '\t');

    public void SkipSpaceAndComments()
    {
        while (true)
        {
            TakeWhile(() => char.IsWhiteSpace(Peek));
            if (!AtComment)
            {
                return;
            }

            TakeWhile(() => Peek != '\n');
        }
    }

    public string BareText() => TakeWhile(() => AtText);

    /// <summary>A key without quotes. It may contain blanks; <c>+</c> is an ordinary character.</summary>
    public string BareKey() => TakeWhile(() => !AtComment && !NotInKey.Contains(Peek)).Trim();

    /// <summary>A string in quotes, new lines included.</summary>
    public string Quoted()
    {
        int start = Position;
        var value = new StringBuilder();
        Position++;
        while (!TryTake("\""))
        {
            if (AtEnd)
            {
                throw Malformed(start, "this string is never closed: expected '\"' before the end of the text");
            }

            value.Append(Peek == '\\' ? Escape() : text[Position++]);
        }

        return value.ToString();
    }

    /// <summary>A string in triple quotes: no escapes.</summary>
    public string TripleQuoted()
    {
        const string Quotes = "\"\"\"";
        int start = Position;
        int end = text.IndexOf(Quotes, start + Quotes.Length, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Malformed(start, "this string is never closed: expected '\"\"\"' before the end of the text");
        }

        Position = end + Quotes.Length;
        return text[(start + Quotes.Length)..end];
    }

    /// <summary>The text is not HOCON.</summary>
    public FormatException Malformed(int at, string message) => new(At(at, message));

    /// <summary>Something else stood here than was expected.</summary>
    public FormatException Unexpected(string expected) =>
        Malformed(Position, $"expected {expected}, but found {Found()}");

    /// <summary>The text is HOCON, but beyond what Akka.NET or our limits allow.</summary>
    public ConfigurationException Refused(int at, string message) => new(At(at, message));

    private string TakeWhile(Func<bool> holds)
    {
        int start = Position;
        while (!AtEnd && holds())
        {
            Position++;
        }

        return text[start..Position];
    }

    private char Escape()
    {
        int start = Position;
        Position += 2;
        char kind = start + 1 < text.Length ? text[start + 1] : '\0';
        int known = Escapes.IndexOf(kind, StringComparison.Ordinal);
        if (known >= 0)
        {
            return Escaped[known];
        }

        ReadOnlySpan<char> digits = text.AsSpan(Math.Min(Position, text.Length));
        if (kind == 'u' && digits.Length >= 4
            && ushort.TryParse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort c))
        {
            Position += 4;
            return (char)c;
        }

        throw Malformed(
            start, "unknown escape: expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t, or \\u and four hex digits");
    }

    private string Found() => Peek switch
    {
        _ when AtEnd => "the end of the text",
        '\r' or '\n' => "the end of the line",
        char c => $"'{c}'",
    };

    private string At(int at, string message)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, Math.Min(at, text.Length));
        int line = before.Count('\n') + 1;
        int column = before.Length - before.LastIndexOf('\n');
        return $"HOCON line {line}, column {column}: {message}.";
    }
}
