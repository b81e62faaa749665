using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Configs for tests, so that no test has to name a type of the test kit in text.</summary>
public static class TestConfigs
{
    /// <summary>The logger that event filters need, and the time-outs of the test kit.</summary>
    public static Config DefaultConfig => ConfigurationFactory.ParseString(
        $$"""
        akka {
          loggers = ["{{typeof(TestEventListener).AssemblyQualifiedName}}"]
          test {
            # Multiplies the time-outs: more than 1 on a slow machine.
            timefactor = 1.0
            # How long an event filter waits for the rest of the log events after the action.
            filter-leeway = 3s
            # How long ExpectMsg and its like wait outside of Within.
            single-expect-default = 3s
            # For Ask.
            default-timeout = 5s
          }
        }
        """);

    /// <summary>A scheduler whose time moves only when the test says so: <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig => ConfigurationFactory.ParseString(
        $"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"");

    /// <summary>All that can be logged is logged.</summary>
    internal static Config FullDebug => ConfigurationFactory.ParseString(
        """
        akka {
          loglevel = DEBUG
          log-dead-letters = on
          actor.debug.unhandled = on
        }
        """);
}
