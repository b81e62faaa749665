using Akka.Configuration;

namespace Akka.Local.Tests.Configuration;

/// <summary>
/// Goal: HOCON that Akka.NET would misread is refused, and every message says where it is and what was expected.
/// Method: one fault per text; line, column and the telling words are compared.
/// </summary>
public sealed class HoconMessageTests
{
    [Theory]
    [InlineData("a {\n  b = 1\n", 1, 3, "this '{' is never closed: expected '}'")]
    [InlineData("a = [1,\n 2", 1, 5, "this '[' is never closed: expected ']'")]
    [InlineData("x = 1\na = \"text\n", 2, 5, "this string is never closed: expected '\"'")]
    [InlineData("a = \"\"\"text\"\"", 1, 5, "this string is never closed: expected '\"\"\"'")]
    [InlineData("a = 1\n}", 2, 1, "expected a key, but found '}'")]
    [InlineData("a { b = 1 } }", 1, 13, "expected a key, but found '}'")]
    [InlineData("{ a = 1 } b", 1, 11, "expected the end of the text, but found 'b'")]
    [InlineData("a = 1 ]", 1, 7, "expected a new line, ',' or '}' after the value, but found ']'")]
    [InlineData("a = [1 }", 1, 8, "expected a new line, ',' or ']' after the value, but found '}'")]
    [InlineData("a = [1,, 2]", 1, 8, "expected a value, but found ','")]
    [InlineData("a = ", 1, 5, "expected a value, but found the end of the text")]
    [InlineData("a { b = }", 1, 9, "expected a value, but found '}'")]
    [InlineData("foo\nbar = 1", 2, 1, "expected '=', ':', '{' or '.' after the key 'foo', but found 'b'")]
    [InlineData("\"a\"b = 1", 1, 4, "after the key 'a', but found 'b'")]
    [InlineData("foo", 1, 4, "after the key 'foo', but found the end of the text")]
    [InlineData(".a = 1", 1, 1, "expected a key, but found '.'")]
    [InlineData("include \"x\"", 1, 9, "after the key 'include', but found '\"'")]
    [InlineData("a = ${b", 1, 8, "expected '}' at the end of '${b'")]
    [InlineData("a = ${ b }", 1, 7, "expected a path after '${'")]
    [InlineData("a = 1\nb = ${?a}", 2, 5, "no optional substitutions")]
    [InlineData("x = 1\nb = ${a.c}", 2, 5, "unresolved substitution ${a.c}")]
    [InlineData("a = \"\\x\"", 1, 6, "unknown escape")]
    [InlineData("a = \"\\u00g0\"", 1, 6, "unknown escape")]
    [InlineData("a = \"\\", 1, 6, "unknown escape")]
    [InlineData("a = \"\\u00", 1, 6, "unknown escape")]
    [InlineData("a = \r\n  ?", 2, 3, "expected a value, but found '?'")]
    public void Malformed_text_is_located(string hocon, int line, int column, string words) => AssertLocated(
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon)), line, column, words);

    [Theory]
    [InlineData("a =\nb = 2", 2, 3, "'=' and ':' must be quoted in a value")]
    [InlineData("a { x = 1 y = 2 }", 1, 13, "a new key needs a new line or ','")]
    [InlineData("u = http://x", 1, 9, "'=' and ':' must be quoted in a value")]
    [InlineData("b { x = 1 }\na = ${b} { y = 2 }", 2, 10, "only '{ … } { … }' merges")]
    [InlineData("b { x = 1 }\na = { y = 2 } ${b}", 2, 15, "only '{ … } { … }' merges")]
    [InlineData("a = { y = 2 } text", 1, 15, "only '{ … } { … }' merges")]
    [InlineData("b { x = 1 }\na = ${b}\na { y = 2 }", 3, 3, "does not merge an object into a substitution")]
    [InlineData("b { x = 1 }\na = ${b}\na.y = 2", 3, 5, "does not merge an object into a substitution")]
    [InlineData("b { x = 1 }\na { y = 2 }\na = ${b}", 3, 5, "does not lay a substitution over an object")]
    [InlineData("b { x = 1 }\na = x ${b}", 2, 5, "text only with text")]
    [InlineData("a = [1] x", 1, 5, "arrays join only with arrays")]
    [InlineData("a = ${a}", 1, 5, "the substitution ${a} refers to itself")]
    [InlineData("a = ${b}\nb = ${c}\nc = x${a}", 3, 6, "the substitution ${a} refers to itself")]
    [InlineData("a { b = ${a} }", 1, 9, "the substitution ${a} refers to itself")]
    [InlineData("a = [${a}]", 1, 6, "the substitution ${a} refers to itself")]
    [InlineData("a = ${a.b}", 1, 5, "the substitution ${a.b} refers to itself")]
    public void What_Akka_would_misread_is_refused(string hocon, int line, int column, string words) => AssertLocated(
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon)), line, column, words);

    [Theory]
    [InlineData("a.b = abc", "a.b = 'abc': expected a whole number (Int32).")]
    [InlineData("a.b { c = 1 }", "a.b = an object: expected a whole number (Int32).")]
    [InlineData("a.b = [1]", "a.b = an array: expected a whole number (Int32).")]
    [InlineData("a.b = null", "a.b = null: expected a whole number (Int32).")]
    public void A_wrong_type_names_path_value_and_expectation(string hocon, string message)
    {
        Config config = ConfigurationFactory.ParseString(hocon);

        Assert.Equal(message, Assert.Throws<FormatException>(() => config.GetInt("a.b")).Message);
    }

    [Fact]
    public void In_a_part_the_whole_path_is_named()
    {
        Config config = ConfigurationFactory.ParseString("a { b { c = [1, x], d = maybe } }");
        Config? part = config.GetConfig("a")?.GetConfig("b");
        Assert.NotNull(part);

        Exception item = Assert.Throws<FormatException>(() => part.GetIntList("c"));
        Exception boolean = Assert.Throws<NotSupportedException>(() => part.GetBoolean("d"));
        Exception missing = Assert.Throws<ConfigurationException>(() => part.GetIntList("e"));

        Assert.Equal("a.b.c[1] = 'x': expected a whole number (Int32).", item.Message);
        Assert.Equal("a.b.d = 'maybe': expected on, off, true or false.", boolean.Message);
        Assert.Equal("a.b.e is not set: expected an array.", missing.Message);
    }

    [Theory]
    [InlineData("9223372036854775807 kB")]
    [InlineData("99999999999999999999")]
    public void A_size_out_of_range_overflows(string size)
    {
        Config config = ConfigurationFactory.ParseString($"a = {size}");

        var error = Assert.Throws<OverflowException>(() => config.GetByteSize("a"));

        Assert.StartsWith($"a = '{size}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = text")]
    [InlineData("a { b = 1 }")]
    public void Only_an_array_is_a_list(string hocon) =>
        Assert.Throws<FormatException>(() => ConfigurationFactory.ParseString(hocon).GetStringList("a"));

    private static void AssertLocated(Exception error, int line, int column, string words)
    {
        Assert.StartsWith($"HOCON line {line}, column {column}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }
}
