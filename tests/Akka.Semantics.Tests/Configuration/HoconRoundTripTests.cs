using System.Globalization;
using System.Text;
using Akka.Configuration;

namespace Akka.Semantics.Tests.Configuration;

/// <summary>
/// Goal: whatever way a tree is written, it reads back as the same tree.
/// Method: random trees, written with random syntax from a seed; the failure message holds seed and text.
/// </summary>
public sealed class HoconRoundTripTests
{
    private const int Rounds = 300;
    private const string Letters = "abcxyz019-_";
    private const string Odd = "ab \t{}[]=:,.#$/\"\\?!@*&+\n\u00e9\u4e2d";

    [Fact]
    public void A_random_tree_reads_back_as_it_was_written()
    {
        for (int seed = 1; seed <= Rounds; seed++)
        {
            var random = new Random(seed);
            SortedDictionary<string, object> tree = Tree(random, depth: 0);
            string text = Write(tree, random, indent: "");
            string message = Message(seed, text);

            AssertReads(tree, Parse(text, message), path: "", message);
        }
    }

    [Fact]
    public void A_random_tree_over_another_is_the_sum_of_both()
    {
        for (int seed = 1; seed <= Rounds; seed++)
        {
            var random = new Random(seed);
            SortedDictionary<string, object> first = Tree(random, depth: 0);
            SortedDictionary<string, object> second = Tree(random, depth: 0);
            string over = Write(first, random, indent: "");
            string under = Write(second, random, indent: "");
            string message = Message(seed, $"{over}\nover\n\n{under}");

            Config config = Parse(over, message).WithFallback(Parse(under, message));

            AssertReads(Sum(first, second), config, path: "", message);
        }
    }

    private static string Message(int seed, string text) =>
        $"seed {seed.ToString(CultureInfo.InvariantCulture)}:\n{text}";

    private static Config Parse(string text, string message)
    {
        Config? config = null;
        Exception? error = Record.Exception(() => config = ConfigurationFactory.ParseString(text));
        Assert.True(config is not null, $"{error}, {message}");
        return config;
    }

    private static void AssertReads(SortedDictionary<string, object> tree, Config config, string path, string message)
    {
        foreach ((string key, object value) in tree)
        {
            string child = $"{path}\"{key}\"";
            Assert.True(config.HasPath(child), $"{child} is missing, {message}");
            switch (value)
            {
                case string text:
                    string? read = config.GetString(child);
                    bool equal = text.Equals(read, StringComparison.Ordinal);
                    Assert.True(equal, $"{child} = '{read}' instead of '{text}', {message}");
                    break;
                case string[] items:
                    bool same = items.SequenceEqual(config.GetStringList(child), StringComparer.Ordinal);
                    Assert.True(same, $"{child} differs, {message}");
                    break;
                default:
                    AssertReads((SortedDictionary<string, object>)value, config, child + ".", message);
                    break;
            }
        }
    }

    private static SortedDictionary<string, object> Tree(Random random, int depth)
    {
        var tree = new SortedDictionary<string, object>(StringComparer.Ordinal);
        int count = random.Next(depth == 0 ? 1 : 0, 5);
        for (int i = 0; i < count; i++)
        {
            string key = Word(random, random.Next(4) == 0 ? Letters + ".: " : Letters).Trim();
            tree[key.Length > 0 ? key : "k"] = random.Next(depth > 3 ? 2 : 4) switch
            {
                0 => Text(random),
                1 => Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).ToArray(),
                _ => Tree(random, depth + 1),
            };
        }

        return tree;
    }

    private static SortedDictionary<string, object> Sum(
        SortedDictionary<string, object> first, SortedDictionary<string, object> second)
    {
        var sum = new SortedDictionary<string, object>(second, StringComparer.Ordinal);
        foreach ((string key, object value) in first)
        {
            sum[key] = value is SortedDictionary<string, object> mine
                && sum.GetValueOrDefault(key) is SortedDictionary<string, object> other ? Sum(mine, other) : value;
        }

        return sum;
    }

    private static string Write(SortedDictionary<string, object> tree, Random random, string indent)
    {
        var text = new StringBuilder();
        foreach ((string key, object value) in tree)
        {
            bool assigned = value is not SortedDictionary<string, object> || random.Next(2) == 0;
            text.Append(indent).Append(Key(key, random)).Append(assigned ? Pick(random, " = ", ":", "=\n ") : " ");
            text.Append(value switch
            {
                string s => Quote(s, random),
                string[] items => $"[{string.Concat(items.Select(s => Item(s, random)))}]",
                _ => $"{{\n{Write((SortedDictionary<string, object>)value, random, indent + "  ")}{indent}}}",
            });

            // A comma may follow only what was assigned.
            text.Append(assigned ? Pick(random, "\n", ",\n", " # = {\n", ", ") : Pick(random, "\n", " // }\n"));
        }

        return text.Append('\n').ToString();
    }

    private static string Item(string text, Random random) =>
        Quote(text, random) + Pick(random, ", ", "\n", ",\n");

    private static string Key(string key, Random random) =>
        key.All(Letters.Contains) && random.Next(2) == 0 ? key : $"\"{key}\"";

    private static string Quote(string text, Random random)
    {
        if (text.Length > 0 && text.All(Letters.Contains) && random.Next(2) == 0)
        {
            return text;
        }

        if (random.Next(2) == 0 && !text.Contains('"', StringComparison.Ordinal))
        {
            return $"\"\"\"{text}\"\"\"";
        }

        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal);
        return $"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    // Akka.NET trims even what is quoted.
    private static string Text(Random random) => Word(random, random.Next(2) == 0 ? Letters : Odd).Trim();

    private static string Word(Random random, string letters) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => letters[random.Next(letters.Length)]));

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
