using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: how a kit starts, what it is given, and that it leaves nothing behind.
/// Method: kits are made inside of tests of a class that is none itself.
/// </summary>
public sealed class LifecycleTests
{
    [Fact]
    public void A_kit_starts_a_system_and_ends_it()
    {
        ActorSystem system;
        using (var kit = new Kit("akka.test.single-expect-default = 7s", output: null))
        {
            system = kit.Sys;
            Assert.Equal("test", system.Name);
            Assert.Equal(TimeSpan.FromSeconds(7), kit.TestKitSettings.SingleExpectDefault);
            Assert.Equal(TimeSpan.FromSeconds(3), kit.TestKitSettings.TestEventFilterLeeway);
            Assert.False(system.WhenTerminated.IsCompleted);
        }

        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void A_kit_takes_a_running_system()
    {
        var system = ActorSystem.Create("given");
        using var kit = new Kit(system);

        Assert.Same(system, kit.Sys);
        kit.TestActor.Tell("a");
        kit.ExpectMsg("a");
    }

    [Fact]
    public void Times_are_dilated_by_the_factor()
    {
        using var kit = new Kit("akka.test.timefactor = 2.0", output: null);

        Assert.Equal(TimeSpan.FromSeconds(2), kit.Dilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(6), kit.RemainingOrDefault);
    }

    [Fact]
    public async Task The_log_goes_to_the_output()
    {
        var output = new Output();
        using var kit = new Kit("akka.loglevel = INFO", output);

        kit.Sys.Log.Warning("first");
        await kit.AwaitConditionAsync(
            () => output.Lines.Any(line => line.Contains("first", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(5),
            interval: null);
    }

    [Fact]
    public void Several_kits_run_beside_each_other()
    {
        using var one = new Kit(ConfigurationFactory.Empty, "one");
        using var two = new Kit(ConfigurationFactory.Empty, "two");

        one.TestActor.Tell(1);
        two.TestActor.Tell(2);

        one.ExpectMsg(1);
        two.ExpectMsg(2);
        Assert.Equal("two", two.Sys.Name);
    }

    private sealed class Kit : Akka.TestKit.Xunit2.TestKit
    {
        public Kit(ActorSystem system)
            : base(system)
        {
        }

        public Kit(Config config, string name)
            : base(config, name)
        {
        }

        public Kit(string config, ITestOutputHelper? output)
            : base(config, output!)
        {
        }
    }

    private sealed class Output : ITestOutputHelper
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void WriteLine(string message) => Lines.Enqueue(message);

        public void WriteLine(string format, params object[] args) => throw new NotSupportedException();
    }
}
