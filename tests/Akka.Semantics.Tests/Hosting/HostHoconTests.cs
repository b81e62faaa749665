using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: which HOCON of a host wins, and how a .NET configuration reads as HOCON.
/// Method: distinct numbers, read from the settings of a system that is never started.
/// </summary>
public sealed class HostHoconTests
{
    [Fact]
    public void Prepended_wins_over_appended()
    {
        Config config = Settings(akka => akka
            .AddHocon("x = 1", HoconAddMode.Append)
            .AddHocon("x = 2", HoconAddMode.Prepend)
            .AddHocon("x = 3\ny = 4", HoconAddMode.Append));

        Assert.Equal(2, config.GetInt("x"));
        Assert.Equal(4, config.GetInt("y"));
    }

    [Fact]
    public void The_first_of_two_appended_and_the_last_of_two_prepended_win()
    {
        Config config = Settings(akka => akka
            .AddHocon("a = 1", HoconAddMode.Append)
            .AddHocon("a = 2", HoconAddMode.Append)
            .AddHocon("p = 3", HoconAddMode.Prepend)
            .AddHocon("p = 4", HoconAddMode.Prepend));

        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(4, config.GetInt("p"));
    }

    [Fact]
    public void Replacing_is_prepending()
    {
        Config config = Settings(akka => akka
            .AddHocon("x = 1\ny = 1", HoconAddMode.Append)
            .AddHocon("x = 2", HoconAddMode.Replace));

        Assert.Equal(2, config.GetInt("x"));
        Assert.Equal(1, config.GetInt("y"));
    }

    [Fact]
    public void A_file_can_be_added()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "x = 5");
        try
        {
            Assert.Equal(5, Settings(akka => akka.AddHoconFile(path, HoconAddMode.Append)).GetInt("x"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_time_out_of_asks_can_be_set()
    {
        using IHost host = Hosts.Build(akka => akka.WithActorAskTimeout(TimeSpan.FromSeconds(1.5)));

        Assert.Equal(TimeSpan.FromSeconds(1.5), host.System().Settings.AskTimeout);
    }

    [Fact]
    public void Zero_is_no_time_out_of_asks()
    {
        using IHost host = Hosts.Build(akka => akka.WithActorAskTimeout(TimeSpan.Zero));

        Assert.Equal(Timeout.InfiniteTimeSpan, host.System().Settings.AskTimeout);
    }

    [Fact]
    public void A_section_comes_with_its_key_and_a_whole_configuration_with_all_of_its_own()
    {
        IConfiguration values = Values(("mine:x", "1"), ("other:y", "2"));

        Config ofSection = Settings(akka => akka.AddHocon(values.GetSection("mine"), HoconAddMode.Append));
        Config ofAll = Settings(akka => akka.AddHocon(values, HoconAddMode.Append));

        Assert.Equal(1, ofSection.GetInt("mine.x"));
        Assert.False(ofSection.HasPath("other.y"));
        Assert.Equal(2, ofAll.GetInt("other.y"));
    }

    [Fact]
    public void Keys_become_lower_case_with_hyphens()
    {
        IConfiguration values = Values(("MINE:ASK_LIMIT", "7"), ("mine:dotted.key", "8"));

        Config config = Settings(akka => akka.AddHocon(values, HoconAddMode.Append));

        Assert.Equal(7, config.GetInt("mine.ask-limit"));
        Assert.Equal(8, config.GetInt("mine.dotted.key"));
    }

    [Fact]
    public void Keys_can_be_left_as_they_are()
    {
        IConfiguration values = Values(("MINE:ASK_LIMIT", "7"));

        Config config = Settings(akka => akka.AddHocon(values, HoconAddMode.Append, normalizeKeys: false));

        Assert.Equal(7, config.GetInt("MINE.ASK_LIMIT"));
        Assert.False(config.HasPath("mine.ask-limit"));
    }

    [Fact]
    public void Numbered_keys_are_a_list_and_booleans_are_on_and_off()
    {
        IConfiguration values = Values(
            ("mine:list:1", "b"), ("mine:list:0", "a"), ("mine:list:10", "c"),
            ("mine:yes", "True"), ("mine:no", "False"));

        Config config = Settings(akka => akka.AddHocon(values, HoconAddMode.Append));

        Assert.Equal(["a", "b", "c"], config.GetStringList("mine.list"));
        Assert.True(config.GetBoolean("mine.yes"));
        Assert.False(config.GetBoolean("mine.no", @default: true));
    }

    private static Config Settings(Action<AkkaConfigurationBuilder> akka)
    {
        using IHost host = Hosts.Build(akka);
        return host.System().Settings.Config;
    }

    private static IConfigurationRoot Values(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
            .Build();
}
