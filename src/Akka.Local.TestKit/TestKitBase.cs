using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>An actor system under test, and an actor whose messages the test expects one by one.</summary>
/// <remarks>
/// The test is the implicit sender of what it tells, also after an await. A kit belongs to one test at a time: two
/// threads must not expect at once.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private readonly ITestKitAssertions _assertions;
    private readonly ActorSystemImpl _system;
    private readonly LocalActorRef _testActor;
    private readonly ReceivedQueue _queue = new();
    private readonly ImplicitSender? _implicitSender;

    /// <summary>Starts a system.</summary>
    /// <param name="assertions">How to fail.</param>
    /// <param name="config">Settings before those of <see cref="DefaultConfig"/>.</param>
    /// <param name="actorSystemName">Its name; <c>test</c> by default.</param>
    /// <param name="testActorName">Name of the test actor; chosen by default.</param>
    protected TestKitBase(
        ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, Start(config, actorSystemName), testActorName)
    {
    }

    /// <summary>Takes a system, or starts one with the default settings.</summary>
    /// <param name="assertions">How to fail.</param>
    /// <param name="system">A system that runs; null starts one.</param>
    /// <param name="testActorName">Name of the test actor; chosen by default.</param>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        _system = (ActorSystemImpl?)system ?? Start(Config.Empty, name: null);
        TestKitSettings = new TestKitSettings(_system.Settings.Config.WithFallback(DefaultConfig));
        Log = Logging.GetLogger(_system, GetType());
        EventFilter = new EventFilterFactory(this, _system, filters: []);
        _testActor = StartProbeActor(testActorName, _queue);
        if (this is not INoImplicitSender)
        {
            _implicitSender = ImplicitSender.Use(_testActor.Cell);
        }
    }

    /// <summary>The settings that every test kit lays below its own.</summary>
    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>Settings to lay before: log all.</summary>
    public static Config FullDebugConfig => TestConfigs.FullDebug;

    /// <summary>The system under test.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The actor whose messages the test expects; sender of what the test tells.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>Logs in the name of the test.</summary>
    public ILoggingAdapter Log { get; }

    /// <summary>The settings <c>akka.test.*</c>.</summary>
    public TestKitSettings TestKitSettings { get; }

    /// <summary>Expects log events, and mutes them.</summary>
    public EventFilterFactory EventFilter { get; }

    /// <summary>Whether a message has come that nobody expected yet.</summary>
    public bool HasMessages => _queue.TryPeek(out _);

    /// <summary>The message that was expected last.</summary>
    /// <exception cref="IllegalActorStateException">The last wait was in vain, or there was none yet.</exception>
    public object LastMessage => Last.Message;

    /// <summary>Who sent the message that was expected last.</summary>
    /// <exception cref="IllegalActorStateException">The last wait was in vain, or there was none yet.</exception>
    public IActorRef LastSender => Last.Sender;

    /// <summary>Monotonic real time.</summary>
    protected static TimeSpan Now => WallClock.SinceStart;

    private Received Last =>
        _last ?? throw new IllegalActorStateException("last receive did not dequeue a message");

    /// <summary>Expects log events of another system, and mutes them.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new EventFilterFactory(this, system, filters: []);
    }

    /// <summary>Multiplies a time by the setting <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan ? duration : duration * TestKitSettings.TestTimeFactor;

    /// <summary>Ends the system under test.</summary>
    /// <param name="duration">How long to wait for it; 5 seconds by default, dilated.</param>
    /// <param name="verifySystemShutdown">Whether to throw when it takes longer, instead of logging a warning.</param>
    /// <exception cref="TimeoutException">The system did not end in time.</exception>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(_system, duration, verifySystemShutdown);

    /// <summary>Ends a system.</summary>
    /// <param name="system">Which.</param>
    /// <param name="duration">How long to wait for it; 5 seconds by default, dilated.</param>
    /// <param name="verifySystemShutdown">Whether to throw when it takes longer, instead of logging a warning.</param>
    /// <exception cref="TimeoutException">The system did not end in time.</exception>
    public virtual void Shutdown(ActorSystem? system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= _system;
        TimeSpan limit = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (system.Terminate().Wait(limit))
        {
            return;
        }

        string late = $"Failed to stop [{system.Name}] within [{limit}].";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(late);
        }

        system.Log.Warning(late);
    }

    /// <summary>Fails the test if a condition does not hold; the text is final, whatever braces it has.</summary>
    internal void Require([DoesNotReturnIf(false)] bool condition, string text)
    {
        if (!condition)
        {
            _assertions.Fail("{0}", text);
            throw new UnreachableException("ITestKitAssertions.Fail must throw.");
        }
    }

    /// <summary>Gives back the thread on which the test ends.</summary>
    private protected void EndImplicitSender() => _implicitSender?.End();

    private static ActorSystemImpl Start(Config config, string? name)
    {
        ArgumentNullException.ThrowIfNull(config);
        return ActorSystemImpl.Start(name ?? "test", config.WithFallback(DefaultConfig), loggers: null);
    }

    private LocalActorRef StartProbeActor(string? name, ReceivedQueue queue)
    {
        name ??= $"testActor{_system.Extension(_ => new ProbeNumbers()).Next()}";
        return _system.SystemActorOf(ProbeActor.Props(queue), name, onCallersThread: true);
    }
}
