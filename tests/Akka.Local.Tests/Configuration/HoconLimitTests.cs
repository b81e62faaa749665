using System.Globalization;
using Akka.Configuration;

namespace Akka.Local.Tests.Configuration;

/// <summary>
/// Goal: no text, however hostile, overflows the stack, fills the memory or loops.
/// Method: texts at a limit and one beyond it; random damage to sound texts.
/// </summary>
public sealed class HoconLimitTests
{
    private const int Deepest = HoconParser.DepthMax;

    [Theory]
    [InlineData("a {", "}")]
    [InlineData("a = {", "}")]
    [InlineData("a.", "b = 1")]
    public void Objects_nest_up_to_the_limit(string open, string close)
    {
        AssertTooDeep(Nested(open, close, Deepest + 1));
        Assert.False(ConfigurationFactory.ParseString(Nested(open, close, Deepest)).IsEmpty);
    }

    [Fact]
    public void Arrays_nest_up_to_the_limit()
    {
        AssertTooDeep("a = " + Nested("[", "]", Deepest + 1));
        Assert.False(ConfigurationFactory.ParseString("a = " + Nested("[", "]", Deepest)).IsEmpty);
    }

    [Theory]
    [InlineData("a {")]
    [InlineData("a = [")]
    [InlineData("[")]
    [InlineData("a.")]
    [InlineData("a = ${")]
    [InlineData("{")]
    public void Endless_nesting_is_an_error_like_any_other(string open) => Assert.NotNull(
        RefusalOf(string.Concat(Enumerable.Repeat(open, 100_000))));

    [Fact]
    public void A_long_chain_of_substitutions_is_refused() => AssertTooDeep(
        string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}\n")) + "a100000 = 1");

    [Fact]
    public void A_tree_that_substitutions_deepen_is_refused() => AssertTooDeep(
        "a0 = 1\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"a{i} {{ x = ${{a{i - 1}}} }}\n")));

    [Theory]
    [InlineData("x0 = 0123456789", "x{1} = ${{x{0}}}${{x{0}}}")]
    [InlineData("x0 = [1]", "x{1} = ${{x{0}}} ${{x{0}}}")]
    [InlineData("x0 = [1]", "x{1} = [${{x{0}}}, ${{x{0}}}]")]
    [InlineData("x0 { y = 1 }", "x{1} {{ y = ${{x{0}}}, z = ${{x{0}}} }}")]
    public void Substitutions_that_double_each_other_are_refused(string first, string next)
    {
        string text = first + "\n" + string.Join('\n', Enumerable.Range(0, 60)
            .Select(i => string.Format(CultureInfo.InvariantCulture, next, i, i + 1)));

        Assert.Contains("substitutions add more than", RefusalOf(text)?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_text_is_parsed_or_refused_but_nothing_else()
    {
        const string Sound = "a { b = 1, \"c.d\" = [x, \"y\", \"\"\"z\"\"\"] } # end\n"
            + "f = ${a.b}/g\nh : { i = ${f} } { j = 5 s }\n";
        const string Damage = "{}[]=:,.\"$#/\\?\n \tx";
        Assert.Null(RefusalOf(Sound));
        for (int seed = 1; seed <= 5_000; seed++)
        {
            var random = new Random(seed);
            string text = Sound;
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                int at = random.Next(text.Length);
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, Damage[random.Next(Damage.Length)].ToString()),
                    _ => text[..at] + text[random.Next(at, text.Length)..],
                };
            }

            Exception? refusal = Record.Exception(() => ConfigurationFactory.ParseString(text));

            bool isExpected = refusal is null or FormatException or ConfigurationException;
            Assert.True(isExpected, $"seed {seed.ToString(CultureInfo.InvariantCulture)}: {refusal}\n{text}");
        }
    }

    private static string Nested(string open, string close, int depth)
    {
        bool balanced = close is "}" or "]";
        string middle = string.Concat(Enumerable.Repeat(open, depth));
        return balanced ? middle + string.Concat(Enumerable.Repeat(close, depth)) : middle + close;
    }

    private static void AssertTooDeep(string text) => Assert.Contains(
        $"nested more than {Deepest} deep", RefusalOf(text)?.Message, StringComparison.Ordinal);

    private static Exception? RefusalOf(string text) => Record.Exception(() => ConfigurationFactory.ParseString(text));
}
