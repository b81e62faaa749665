namespace Akka.Configuration;

internal sealed partial class HoconParser
{
    private void ParseValue(HoconDraft value, int depth, string close)
    {
        _reader.SkipSpaceAndComments();
        value.Position = _reader.Position;
        if (_reader.Matches("{"))
        {
            ParseObjects(value, depth);
        }
        else
        {
            int start = _reader.Position;
            ImmutableArray<HoconPart> parts = ParseParts(depth);
            bool wasObject = value.Fields is not null;
            (value.Fields, value.Parts) = (null, parts);
            if (wasObject && value.HasReference)
            {
                throw _reader.Refused(start, "Akka.NET does not lay a substitution over an object: use another key");
            }
        }

        if (!_reader.TryTake(",") && !_reader.AtLineEnd && !_reader.Matches(close))
        {
            throw EndOfValueMissing(close);
        }
    }

    private void ParseObjects(HoconDraft value, int depth)
    {
        while (_reader.Matches("{"))
        {
            ParseObject(value, depth);
            _reader.Blanks();
        }

        if (_reader.AtText || _reader.Matches("\"") || _reader.Matches("[") || _reader.Matches("${"))
        {
            throw ObjectMixed();
        }
    }

    private ImmutableArray<HoconPart> ParseParts(int depth)
    {
        ImmutableArray<HoconPart>.Builder parts = ImmutableArray.CreateBuilder<HoconPart>();
        string blanks = "";
        while (TryParsePart(depth) is { } part)
        {
            if (blanks.Length > 0)
            {
                parts.Add(new HoconPart.Text(blanks));
            }

            parts.Add(part);
            blanks = _reader.Blanks();
        }

        return parts.Count > 0 ? parts.ToImmutable() : throw _reader.Unexpected("a value");
    }

    private HoconPart? TryParsePart(int depth)
    {
        if (_reader.Matches("["))
        {
            return ParseList(depth);
        }

        if (_reader.Matches("\""))
        {
            return new HoconPart.Text(_reader.Matches("\"\"\"") ? _reader.TripleQuoted() : _reader.Quoted());
        }

        if (_reader.Matches("${"))
        {
            return ParseReference();
        }

        if (_reader.Matches("{"))
        {
            throw ObjectMixed();
        }

        return _reader.AtText ? new HoconPart.Text(_reader.BareText()) : null;
    }

    private HoconPart.List ParseList(int depth)
    {
        int start = _reader.Position;
        RequireDepth(depth);
        _reader.TryTake("[");
        _reader.SkipSpaceAndComments();
        ImmutableArray<HoconDraft>.Builder items = ImmutableArray.CreateBuilder<HoconDraft>();
        while (!_reader.TryTake("]"))
        {
            if (_reader.AtEnd)
            {
                throw _reader.Malformed(start, "this '[' is never closed: expected ']' before the end of the text");
            }

            var item = new HoconDraft(_reader.Position);
            ParseValue(item, depth + 1, close: "]");
            items.Add(item);
            _reader.SkipSpaceAndComments();
        }

        return new HoconPart.List(items.ToImmutable());
    }

    private HoconPart.Reference ParseReference()
    {
        int start = _reader.Position;
        _reader.TryTake("${");
        if (_reader.Matches("?"))
        {
            throw _reader.Malformed(start, "Akka.NET has no optional substitutions: write '${path}', or set a default");
        }

        string path = _reader.BareText();
        return path.Length > 0 && _reader.TryTake("}")
            ? new HoconPart.Reference(path, start)
            : throw _reader.Unexpected(path.Length > 0 ? "'}' at the end of '${" + path + "'" : "a path after '${'");
    }

    private ConfigurationException ObjectMixed() => _reader.Refused(
        _reader.Position, "Akka.NET does not join an object with other values: only '{ … } { … }' merges");

    private Exception EndOfValueMissing(string close) => _reader.Matches("=") || _reader.Matches(":")
        ? _reader.Refused(_reader.Position, "'=' and ':' must be quoted in a value; a new key needs a new line or ','")
        : _reader.Unexpected($"a new line, ',' or '{close}' after the value");
}
