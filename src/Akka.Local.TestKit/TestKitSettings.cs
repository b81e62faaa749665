using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The settings <c>akka.test.*</c>.</summary>
public class TestKitSettings
{
    /// <summary>Reads them from the configuration of a system.</summary>
    public TestKitSettings(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor");
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException(
                $"akka.test.timefactor = {TestTimeFactor} must be a positive number; 1.0 is the default.");
        }
    }

    /// <summary>For Ask; 5 seconds by default.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>How long ExpectMsg and its like wait outside of Within; 3 seconds by default.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits after its action; 3 seconds by default.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>Multiplies time-outs; 1 by default.</summary>
    public double TestTimeFactor { get; }
}
