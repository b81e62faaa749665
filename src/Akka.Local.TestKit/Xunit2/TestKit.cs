using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Base of xunit test classes: one actor system for each test, ended after it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    /// <summary>Where the log goes beside the console; null for nowhere.</summary>
    protected readonly ITestOutputHelper? Output;

    private bool _disposed;

    /// <summary>Takes a system, which is ended after the test, or starts one with the default settings.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Starts a system.</summary>
    /// <param name="config">Settings before those of <see cref="TestKitBase.DefaultConfig"/>.</param>
    /// <param name="actorSystemName">Its name; <c>test</c> by default.</param>
    /// <param name="output">Where the log goes beside the console.</param>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Starts a system with settings in HOCON.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), actorSystemName: null, output)
    {
    }

    /// <summary>How this kit fails tests.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Called by xunit after the test.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs <see cref="AfterAll"/>, then gives the thread back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            EndImplicitSender();
        }
    }

    /// <summary>Ends the system; overrides call the base last.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Lets a system log to <see cref="Output"/>; does nothing when there is none.</summary>
    protected void InitializeLogger(ActorSystem system) => StartLogger(system, prefix: null);

    /// <summary>Lets a system log to <see cref="Output"/> with a prefix, to tell several systems apart.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix) => StartLogger(system, prefix);

    private void StartLogger(ActorSystem system, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (Output is null)
        {
            return;
        }

        IActorRef logger = ((ActorSystemImpl)system).SystemActorOf(
            TestOutputLogger.Props(Output, prefix), prefix is null ? "log-test" : $"log-test-{prefix}");
        logger.Ask<LoggerInitialized>(
            new InitializeLogger(system.EventStream), system.Settings.LoggerStartTimeout).GetAwaiter().GetResult();
    }
}
