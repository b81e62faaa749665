using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model.Store.Script;

/// <summary>The words of a command, read from the first to the last; bytes are written as <c>a\x00b</c>.</summary>
internal sealed class ScriptWords(string[] words)
{
    private const string Empty = "''";
    private const string RangeEnd = "..";

    private int _next;

    public bool IsAtEnd => _next == words.Length;

    // An operation within a transaction ends at its bracket.
    public bool HasOption => !IsAtEnd && words[_next] is not ")";

    public static string Write(ByteString bytes)
    {
        var text = new StringBuilder();
        foreach (byte value in bytes)
        {
            text.Append(value is > 0x20 and < 0x7F and not (byte)'\\'
                ? ((char)value).ToString()
                : string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"));
        }

        return bytes.IsEmpty ? Empty : text.ToString();
    }

    public string Next() => words[_next++];

    public string NextText() => Next() is var word && word is Empty ? "" : word;

    public long NextNumber() => Number(Next());

    public ByteString NextBytes() => Read(Next());

    public ByteString NextRangeEnd() =>
        !IsAtEnd && words[_next].StartsWith(RangeEnd, StringComparison.Ordinal)
            ? Read(Next()[RangeEnd.Length..])
            : ByteString.Empty;

    public bool TryNext(string word)
    {
        bool isNext = !IsAtEnd && string.Equals(words[_next], word, StringComparison.Ordinal);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    /// <summary>Lists of the form <c>( … ) ( … )</c>.</summary>
    public IEnumerable<T> List<T>(Func<ScriptWords, T> read)
    {
        while (TryNext("("))
        {
            yield return read(this);
            if (!TryNext(")"))
            {
                throw new FormatException($"No ) at word {_next} of {string.Join(' ', words)}");
            }
        }
    }

    public static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    public static ByteString Read(string word)
    {
        var bytes = new List<byte>();
        string text = word is Empty ? "" : word;
        for (int i = 0; i < text.Length; i++)
        {
            bool isEscape = text[i] is '\\';
            bytes.Add(isEscape ? Convert.FromHexString(text.AsSpan(i + 2, 2))[0] : (byte)text[i]);
            i += isEscape ? 3 : 0;
        }

        return ByteString.CopyFrom([.. bytes]);
    }
}
