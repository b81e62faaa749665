using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: what <c>${path}</c> stands for.
/// Method: substitutions before and after what they refer to, alone and joined with other text.
/// </summary>
public sealed class HoconSubstitutionTests
{
    [Theory]
    [InlineData("a { b = 1 }\ns = ${a.b}")]
    [InlineData("s = ${a.b}\na { b = 1 }")]
    [InlineData("a { b = 1, c { d = ${a.b} } }\ns = ${a.c.d}")]
    [InlineData("a.b = 0\ns = ${a.b}\na.b = 1")]
    public void It_is_the_final_value_of_the_path(string hocon) => Assert.Equal(1, Parse(hocon).GetInt("s"));

    [Theory]
    [InlineData("s = ${dir}/x", "tmp/x")]
    [InlineData("s = a ${dir} b", "a tmp b")]
    [InlineData("s = ${dir}${dir}", "tmptmp")]
    [InlineData("s = ${dir}\"://\"${dir}", "tmp://tmp")]
    public void It_joins_with_text(string hocon, string expected) =>
        Assert.Equal(expected, Parse($"dir = tmp\n{hocon}").GetString("s"));

    [Fact]
    public void It_can_stand_for_an_object() =>
        Assert.Equal(1, Parse("base { x = 1 }\nother = ${base}").GetInt("other.x"));

    [Fact]
    public void A_path_may_lead_through_another_one() =>
        Assert.Equal(1, Parse("base { x = 1 }\nother = ${base}\ns = ${other.x}").GetInt("s"));

    [Fact]
    public void It_can_stand_for_a_list_and_joins_with_lists()
    {
        Config config = Parse("l = [1, 2]\nsame = ${l}\nmore = ${l} [3]\nitems = [0, ${one}]\none = 1");

        Assert.Equal([1, 2], config.GetIntList("same"));
        Assert.Equal([1, 2, 3], config.GetIntList("more"));
        Assert.Equal([0, 1], config.GetIntList("items"));
    }

    [Fact]
    public void In_quotes_it_is_text() => Assert.Equal("${b}", Parse("a = \"${b}\"").GetString("a"));

    [Fact]
    public void A_path_that_is_not_in_the_text_is_refused() =>
        Assert.Throws<FormatException>(() => Parse("a = ${b}"));

    [Fact]
    public void A_fallback_comes_too_late() =>
        Assert.Throws<FormatException>(() => Parse("a = ${b}").WithFallback(Parse("b = 1")));

    [Fact]
    public void The_environment_is_not_looked_at()
    {
        Assert.False(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PATH")));

        Assert.Throws<FormatException>(() => Parse("a = ${PATH}"));
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon + "\n");
}
