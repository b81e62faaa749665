using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: how keys are written, how paths find them, and what is read where nothing is set.
/// Method: a few lines of HOCON, one read each.
/// </summary>
public sealed class HoconPathTests
{
    [Theory]
    [InlineData("a { b { c = 1 } }")]
    [InlineData("a.b.c = 1")]
    [InlineData("a.b { c : 1 }")]
    [InlineData("a = { b = { c = 1 } }")]
    [InlineData("{ \"a\" : { \"b\" : { \"c\" : 1 } } }")]
    [InlineData("a\n{\n  b { c = 1 }\n}")]
    [InlineData("a { b { c = 1, d = 2 }\n e = 3 }")]
    [InlineData("a { b.c = 1 } z = 2")]
    [InlineData("# first\na { // second\n b { c = 1 } }\n# last")]
    public void Objects_and_dots_nest_alike(string hocon) => Assert.Equal(1, Parse(hocon).GetInt("a.b.c"));

    [Fact]
    public void A_quoted_key_may_contain_dots()
    {
        Config config = Parse("a { \"c.d\" = two }\nx.\"y.z\".w = 3");

        Assert.Equal("two", config.GetString("a.\"c.d\""));
        Assert.Equal(3, config.GetInt("x.\"y.z\".w"));
        Assert.False(config.HasPath("a.c.d"));
    }

    [Theory]
    [InlineData("/user/a", "/user/a")]
    [InlineData("two words", "two words")]
    [InlineData("a-b_c", "a-b_c")]
    public void A_key_may_contain_slashes_and_blanks(string key, string path) =>
        Assert.Equal(1, Parse($"{key} = 1").GetInt(path));

    [Fact]
    public void A_missing_path_is_not_there() => Assert.False(Parse("a = 1").HasPath("zz"));

    [Fact]
    public void A_missing_text_reads_as_null() => Assert.Null(Parse("a = 1").GetString("zz", null));

    [Fact]
    public void A_missing_path_reads_as_default()
    {
        Config config = Parse("a = 1");

        Assert.Equal(0, config.GetInt("zz"));
        Assert.Equal(9, config.GetInt("zz", 9));
        Assert.Equal(9, config.GetLong("y.zz", 9));
        Assert.False(config.GetBoolean("zz"));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("zz"));
        Assert.Equal(TimeSpan.FromSeconds(1), config.GetTimeSpan("zz", TimeSpan.FromSeconds(1)));
        Assert.Null(config.GetByteSize("zz"));
        Assert.Equal(7, config.GetByteSize("zz", 7));
        Assert.Empty(config.GetStringList("zz"));
        Assert.Equal(["b"], config.GetStringList("zz", ["b"]));
    }

    [Fact]
    public void A_missing_part_is_null_or_empty() => Assert.True(Parse("a = 1").GetConfig("zz").IsNullOrEmpty());

    [Fact]
    public void A_part_reads_with_shorter_paths()
    {
        Config? part = Parse("a { b { c = 1 } }").GetConfig("a.b");

        Assert.False(part.IsNullOrEmpty());
        Assert.Equal(1, part.GetInt("c"));
        Assert.False(part.HasPath("a"));
    }

    [Fact]
    public void An_empty_object_is_there_but_empty()
    {
        Config config = Parse("a { }");

        Assert.True(config.HasPath("a"));
        Assert.True(config.GetConfig("a").IsNullOrEmpty());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t")]
    [InlineData("# only a comment\n")]
    [InlineData("{ }")]
    public void Nothing_is_an_empty_config(string hocon) => Assert.True(Parse(hocon).IsEmpty);

    [Fact]
    public void A_text_converts_to_a_config()
    {
        Config config = "a = 1\n";

        Assert.Equal(1, config.GetInt("a"));
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon + "\n");
}
