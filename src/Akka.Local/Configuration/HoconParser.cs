namespace Akka.Configuration;

/// <summary>Reads HOCON as Akka.NET 1.5 does.</summary>
/// <remarks>
/// Akka.NET's own parser skips over much that it does not understand. This one refuses instead, with line and
/// column: nothing is silently lost here that would be lost there.
/// </remarks>
internal sealed partial class HoconParser
{
    /// <summary>Objects and arrays within each other, and substitutions of substitutions: bounds the stack.</summary>
    internal const int DepthMax = 100;

    private readonly HoconReader _reader;

    private HoconParser(string text) => _reader = new HoconReader(text);

    public static HoconNode Parse(string text)
    {
        var parser = new HoconParser(text);
        return new HoconResolver(parser._reader, parser.ParseRoot()).Resolve();
    }

    private HoconDraft ParseRoot()
    {
        var root = new HoconDraft(0) { Fields = new Dictionary<string, HoconDraft>(StringComparer.Ordinal) };
        _reader.SkipSpaceAndComments();
        if (_reader.Matches("{"))
        {
            ParseObject(root, depth: 0);
        }
        else
        {
            ParseFields(root.Fields, depth: 0, isRoot: true);
        }

        _reader.SkipSpaceAndComments();
        return _reader.AtEnd ? root : throw _reader.Unexpected("the end of the text");
    }

    private void ParseObject(HoconDraft owner, int depth)
    {
        int start = _reader.Position;
        Dictionary<string, HoconDraft> fields = FieldsOf(owner, depth);
        _reader.TryTake("{");
        ParseFields(fields, depth, isRoot: false);
        if (!_reader.TryTake("}"))
        {
            throw _reader.Malformed(start, "this '{' is never closed: expected '}' before the end of the text");
        }
    }

    private void ParseFields(Dictionary<string, HoconDraft> fields, int depth, bool isRoot)
    {
        _reader.SkipSpaceAndComments();
        while (!_reader.AtEnd && (isRoot || !_reader.Matches("}")))
        {
            ParseField(fields, depth);
            _reader.SkipSpaceAndComments();
        }
    }

    private void ParseField(Dictionary<string, HoconDraft> fields, int depth)
    {
        string key = ParseKey();
        _reader.SkipSpaceAndComments();
        HoconDraft value = DraftOf(fields, key);
        while (_reader.TryTake("."))
        {
            depth++;
            _reader.SkipSpaceAndComments();
            key = ParseKey();
            _reader.SkipSpaceAndComments();
            value = DraftOf(FieldsOf(value, depth), key);
        }

        if (_reader.Matches("{"))
        {
            // No comma may follow here: Akka.NET takes one after `key = { }`, not after `key { }`.
            ParseObject(value, depth + 1);
        }
        else if (_reader.TryTake("=") || _reader.TryTake(":"))
        {
            ParseValue(value, depth + 1, close: "}");
        }
        else
        {
            throw _reader.Unexpected($"'=', ':', '{{' or '.' after the key '{key}'");
        }
    }

    private string ParseKey()
    {
        if (_reader.Matches("\""))
        {
            return _reader.Quoted();
        }

        // `list += x` is no append in Akka.NET: it sets a key named `list +`, and so it does here.
        string key = _reader.BareKey();
        return key.Length > 0 ? key : throw _reader.Unexpected("a key");
    }

    private HoconDraft DraftOf(Dictionary<string, HoconDraft> fields, string key)
    {
        if (!fields.TryGetValue(key, out HoconDraft? value))
        {
            fields[key] = value = new HoconDraft(_reader.Position);
        }

        return value;
    }

    /// <summary>Makes a value an object, if it is none yet: what it was before is replaced.</summary>
    private Dictionary<string, HoconDraft> FieldsOf(HoconDraft value, int depth)
    {
        RequireDepth(depth);
        if (value.HasReference)
        {
            throw _reader.Refused(
                _reader.Position, "Akka.NET does not merge an object into a substitution: repeat its fields");
        }

        (value.Fields, value.Parts) = (value.Fields ?? new(StringComparer.Ordinal), []);
        return value.Fields;
    }

    private void RequireDepth(int depth)
    {
        if (depth > DepthMax)
        {
            throw _reader.Refused(_reader.Position, $"nested more than {DepthMax} deep");
        }
    }
}
