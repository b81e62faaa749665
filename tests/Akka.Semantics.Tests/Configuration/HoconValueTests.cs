using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: how a value is written, and as which .NET value it reads.
/// Method: one line of HOCON, one read.
/// </summary>
public sealed class HoconValueTests
{
    [Theory]
    [InlineData("a = hello world", "hello world")]
    [InlineData("a = hello world   # other", "hello world")]
    [InlineData("a = hello world   // other", "hello world")]
    [InlineData("a : x", "x")]
    [InlineData("a =\n  x", "x")]
    [InlineData("a = \"x # y = {z}\"", "x # y = {z}")]
    [InlineData("a = \"q\\\" \\\\ \\t \\u0041\"", "q\" \\ \t A")]
    [InlineData("a = \"\"\"q\" \\n x\"\"\"", "q\" \\n x")]
    [InlineData("a = \"\"\"one\n two\"\"\"", "one\n two")]
    [InlineData("a = x \"y z\" w", "x y z w")]
    [InlineData("a = \"  x \"", "x")]
    [InlineData("a = \"\"", "")]
    [InlineData("a = /user/b-c_d", "/user/b-c_d")]
    [InlineData("a = null", null)]
    public void Text_reads_as_written(string hocon, string? expected) =>
        Assert.Equal(expected, Parse(hocon).GetString("a", "default"));

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Four_words_are_booleans(string text, bool expected) =>
        Assert.Equal(expected, Parse($"a = {text}").GetBoolean("a", !expected));

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("150 ms", 150)]
    [InlineData("2m", 120_000)]
    [InlineData("1.5 h", 5_400_000)]
    [InlineData("0.5s", 500)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("3 seconds", 3_000)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("7 millis", 7)]
    [InlineData("5", 5)]
    [InlineData("5000000 ns", 5)]
    [InlineData("5000 micros", 5)]
    public void A_duration_has_a_unit_or_is_in_milliseconds(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Parse($"a = {text}").GetTimeSpan("a").TotalMilliseconds);

    [Fact]
    public void Infinite_is_a_duration() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Parse("a = infinite").GetTimeSpan("a"));

    [Fact]
    public void Infinite_can_be_forbidden() =>
        Assert.Throws<FormatException>(() => Parse("a = infinite").GetTimeSpan("a", null, allowInfinite: false));

    [Theory]
    [InlineData("512", 512)]
    [InlineData("512b", 512)]
    [InlineData("10KiB", 10_240)]
    [InlineData("10 kB", 10_000)]
    [InlineData("10k", 10_240)]
    [InlineData("3 MB", 3_000_000)]
    [InlineData("3MiB", 3_145_728)]
    [InlineData("2 GiB", 2_147_483_648)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    public void A_size_has_a_unit_or_is_in_bytes(string text, long expected) =>
        Assert.Equal(expected, Parse($"a = {text}").GetByteSize("a"));

    [Fact]
    public void Numbers_read_in_every_width()
    {
        Config config = Parse("i = -5\nl = 5000000000\nd = 1.5e3\nf = 0.25\nm = 12.50");

        Assert.Equal(-5, config.GetInt("i"));
        Assert.Equal(5_000_000_000, config.GetLong("l"));
        Assert.Equal(1500, config.GetDouble("d"));
        Assert.Equal(0.25f, config.GetFloat("f"));
        Assert.Equal(12.50m, config.GetDecimal("m"));
    }

    [Theory]
    [InlineData("a = [1, 2, 3]")]
    [InlineData("a = [1,2,3,]")]
    [InlineData("a = [\n  1\n  2 # two\n  3\n]")]
    [InlineData("a = [1,\n  2,\n  3]")]
    [InlineData("a = [1] [2, 3]")]
    public void Items_are_separated_by_commas_or_lines(string hocon) =>
        Assert.Equal([1, 2, 3], Parse(hocon).GetIntList("a"));

    [Fact]
    public void Lists_read_in_every_type()
    {
        Config config = Parse("s = [a b, \"c,d\"]\nl = [5000000000]\nb = [on, off]\nd = [0.5]\nnone = []");

        Assert.Equal(["a b", "c,d"], config.GetStringList("s"));
        Assert.Equal([5_000_000_000], config.GetLongList("l"));
        Assert.Equal([true, false], config.GetBooleanList("b"));
        Assert.Equal([0.5], config.GetDoubleList("d"));
        Assert.Empty(config.GetStringList("none"));
    }

    [Fact]
    public void An_object_or_a_list_has_no_text()
    {
        Config config = Parse("a { b = 1 }\nl = [1]");

        Assert.Null(config.GetString("a", "default"));
        Assert.Null(config.GetString("l", "default"));
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon + "\n");
}
