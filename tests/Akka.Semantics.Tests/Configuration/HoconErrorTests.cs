using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: the exceptions that callers may rely on.
/// Method: only types are compared; the texts differ between the runtimes.
/// </summary>
public sealed class HoconErrorTests
{
    [Theory]
    [InlineData("a = 1\n, b = 2")]
    [InlineData("@")]
    [InlineData("a = x ? y")]
    [InlineData("a = \"\\q\"")]
    public void A_stray_character_is_a_format_error(string hocon) =>
        Assert.Throws<FormatException>(() => Parse(hocon));

    [Theory]
    [InlineData("a = b=c")]
    [InlineData("a = http:x")]
    public void An_assignment_inside_a_text_without_quotes_is_refused(string hocon) =>
        Assert.Throws<ConfigurationException>(() => Parse(hocon));

    [Fact]
    public void A_word_is_no_number()
    {
        Config config = Parse("a = abc");

        Assert.Throws<FormatException>(() => config.GetInt("a"));
        Assert.Throws<FormatException>(() => config.GetLong("a"));
        Assert.Throws<FormatException>(() => config.GetDouble("a"));
        Assert.Throws<FormatException>(() => config.GetDecimal("a"));
        Assert.Throws<FormatException>(() => config.GetTimeSpan("a"));
        Assert.Throws<FormatException>(() => config.GetByteSize("a"));
    }

    [Fact]
    public void Yes_is_no_boolean() =>
        Assert.Throws<NotSupportedException>(() => Parse("a = yes").GetBoolean("a"));

    [Fact]
    public void A_number_out_of_range_overflows() =>
        Assert.Throws<OverflowException>(() => Parse("a = 5000000000").GetInt("a"));

    [Theory]
    [InlineData("-5 s")]
    [InlineData("-5")]
    [InlineData("5 fortnights")]
    public void A_duration_is_positive_and_in_a_known_unit(string text) =>
        Assert.Throws<FormatException>(() => Parse($"a = {text}").GetTimeSpan("a"));

    [Theory]
    [InlineData("10 KB")]
    [InlineData("1.5k")]
    public void A_size_is_whole_and_in_a_known_unit(string text) =>
        Assert.Throws<FormatException>(() => Parse($"a = {text}").GetByteSize("a"));

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon + "\n");
}
