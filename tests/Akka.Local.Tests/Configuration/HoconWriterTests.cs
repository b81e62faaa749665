using Akka.Configuration;

namespace Akka.Local.Tests.Configuration;

/// <summary>
/// Goal: a printed config is HOCON for the same config, and resources are found or named.
/// Method: print, parse, print again; the two prints are equal.
/// </summary>
public sealed class HoconWriterTests
{
    [Theory]
    [InlineData("a { b = 1 }", "a {\n  b = 1\n}\n")]
    [InlineData("b = 2\na = 1", "a = 1\nb = 2\n")]
    [InlineData("l = [1, two words, { x = null }, []]", "l = [1, \"two words\", {\n    x = null\n  }, []]\n")]
    [InlineData("\"c.d\" = \"a\\\"b\\\\c\\nd\"", "\"c.d\" = \"a\\\"b\\\\c\\u000ad\"\n")]
    [InlineData("a = \"\"\ne { }", "a = \"\"\ne {\n}\n")]
    [InlineData("v = 1\ns = ${v}/x", "s = \"1/x\"\nv = 1\n")]
    [InlineData("", "")]
    public void A_printed_config_reads_back(string hocon, string expected)
    {
        string printed = ConfigurationFactory.ParseString(hocon).ToString();

        Assert.Equal(expected, printed);
        Assert.Equal(printed, ConfigurationFactory.ParseString(printed).ToString());
    }

    [Fact]
    public void The_defaults_are_parsed_once_and_can_be_laid_under_each_other()
    {
        Config defaults = ConfigurationFactory.Default();

        Assert.True(defaults.HasPath("akka"));
        Assert.Equal(defaults.ToString(), defaults.WithFallback(ConfigurationFactory.Default()).ToString());
    }

    [Fact]
    public void A_resource_is_found_by_name() => Assert.Equal(
        ConfigurationFactory.Default().ToString(),
        ConfigurationFactory.FromResource<Config>("reference.conf").ToString());

    [Fact]
    public void A_missing_resource_is_named_with_those_that_exist()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<Config>("nope.conf"));

        Assert.Contains("'nope.conf'", error.Message, StringComparison.Ordinal);
        Assert.Contains("reference.conf", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_config_without_text_reads_as_default()
    {
        var config = new Config();

        Assert.True(config.IsEmpty);
        Assert.Equal(3, config.GetInt("a.b", 3));
        Assert.Null(config.GetConfig("a"));
    }

    [Fact]
    public void Below_a_text_nothing_is_set() =>
        Assert.Equal(3, ConfigurationFactory.ParseString("a = text").GetInt("a.b", 3));
}
