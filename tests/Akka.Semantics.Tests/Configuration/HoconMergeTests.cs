using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: who wins when a key is set twice, in one text or in a config and its fallback.
/// Method: distinct numbers, so that a wrong winner shows.
/// </summary>
public sealed class HoconMergeTests
{
    [Fact]
    public void The_later_of_two_equal_keys_wins() => Assert.Equal(7, Parse("a = 6\na = 7").GetInt("a"));

    [Theory]
    [InlineData("o { a = 1 }\no { b = 2 }")]
    [InlineData("o = { a = 1 }\no = { b = 2 }")]
    [InlineData("o.a = 1\no.b = 2")]
    [InlineData("o { a = 0, b = 2 }\no.a = 1")]
    [InlineData("o = { a = 0 } { a = 1, b = 2 }")]
    public void Objects_of_one_key_merge(string hocon)
    {
        Config config = Parse(hocon);

        Assert.Equal(1, config.GetInt("o.a"));
        Assert.Equal(2, config.GetInt("o.b"));
    }

    [Fact]
    public void A_later_text_replaces_an_object()
    {
        Config config = Parse("o { a = 1 }\no = text");

        Assert.Equal("text", config.GetString("o"));
    }

    [Fact]
    public void A_later_object_replaces_a_text()
    {
        Config config = Parse("o = text\no { a = 1 }");

        Assert.Equal(1, config.GetInt("o.a"));
    }

    [Fact]
    public void List_append_is_not_supported() => Assert.Equal([1], Parse("l = [1]\nl += 2").GetIntList("l"));

    [Fact]
    public void A_fallback_fills_only_the_gaps()
    {
        Config config = Parse("x { a = 1 }\nl = [1]").WithFallback(Parse("x { a = 2, b = 3 }\ny = 4\nl = [2, 3]"));

        Assert.Equal(1, config.GetInt("x.a"));
        Assert.Equal(3, config.GetInt("x.b"));
        Assert.Equal(4, config.GetInt("y"));
        Assert.Equal([1], config.GetIntList("l"));
    }

    [Fact]
    public void Of_three_configs_the_first_wins()
    {
        Config config = Parse("a = 1").WithFallback(Parse("a = 2, b = 2")).WithFallback(Parse("a = 3, b = 3, c = 3"));

        Assert.Equal((1, 2, 3), (config.GetInt("a"), config.GetInt("b"), config.GetInt("c")));
    }

    [Fact]
    public void A_part_contains_the_fallback()
    {
        Config? part = Parse("x { a = 1 }").WithFallback(Parse("x { b = 2 }\ny { c = 3 }")).GetConfig("x");

        Assert.Equal(1, part?.GetInt("a"));
        Assert.Equal(2, part?.GetInt("b"));
    }

    [Fact]
    public void A_part_that_only_the_fallback_has_is_found() => Assert.Equal(
        3, Parse("x { a = 1 }").WithFallback(Parse("y { c = 3 }")).GetConfig("y")?.GetInt("c"));

    [Fact]
    public void With_a_fallback_the_config_itself_stays_as_it_was()
    {
        Config first = Parse("x { a = 1 }");
        Config second = Parse("x { b = 2 }");

        Config both = first.WithFallback(second);

        Assert.False(first.HasPath("x.b"));
        Assert.False(second.HasPath("x.a"));
        Assert.True(both.HasPath("x.b"));
    }

    [Fact]
    public void Null_and_empty_fallbacks_change_nothing()
    {
        Config config = Parse("a = 1");

        Assert.Equal(1, config.WithFallback(null).GetInt("a"));
        Assert.Equal(1, config.WithFallback(Config.Empty).GetInt("a"));
        Assert.Equal(1, ConfigurationFactory.Empty.WithFallback(config).GetInt("a"));
    }

    [Fact]
    public void A_config_is_never_its_own_fallback()
    {
        Config config = Parse("a = 1");

        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
    }

    [Fact]
    public void The_safe_way_takes_null_and_itself()
    {
        Config config = Parse("a = 1");
        Config? none = null;

        Assert.Same(config, none.SafeWithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Equal(2, config.SafeWithFallback(Parse("b = 2")).GetInt("b"));
    }

    [Fact]
    public void Adding_means_falling_back()
    {
        Config left = Parse("a = 1") + "a = 2, b = 2\n";
        Config right = "a = 1\n" + Parse("a = 2, b = 2");

        Assert.Equal((1, 2), (left.GetInt("a"), left.GetInt("b")));
        Assert.Equal((1, 2), (right.GetInt("a"), right.GetInt("b")));
    }

    [Fact]
    public void What_is_printed_leaves_fallbacks_out_unless_they_are_asked_for()
    {
        Config config = Parse("first = 1").WithFallback(Parse("second = 2"));

        Assert.Contains("first", config.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("second", config.ToString(), StringComparison.Ordinal);
        Assert.Contains("second", config.ToString(includeFallback: true), StringComparison.Ordinal);
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon + "\n");
}
