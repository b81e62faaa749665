using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The one kind of system that there is here: local.</summary>
internal sealed partial class ActorSystemImpl : ActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly ActorPath _temp;
    private readonly Guardians _guardians;
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentStack<Action> _onTermination = new();
    private long _uid;

    private ActorSystemImpl(string name, Config config)
    {
        if (!ValidName().IsMatch(name))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus " +
                "non-leading '-' or '_')", nameof(name));
        }

        Name = name;
        Settings = new Settings(this, config);
        var root = new RootActorPath(new Address("akka", name));
        _temp = root / "temp";
        EventStream = new EventStream();
        EventStream.UseLevel(Logging.LogLevelFor(Settings.LogLevel));
        DeadLetterRef = new DeadLetterActorRef(this, root / "deadLetters");
        Log = Logging.GetLogger(this, $"ActorSystem({name})");
        Scheduler = MakeScheduler();
        StartTime = Scheduler.MonotonicClock;
        _guardians = Guardians.Start(this, root);
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override IActorRef DeadLetters => DeadLetterRef;

    public override ILoggingAdapter Log { get; }

    public override IScheduler Scheduler { get; }

    public override Task WhenTerminated => _terminated.Task;

    public DeadLetterActorRef DeadLetterRef { get; }

    public int Throughput => Settings.Throughput;

    /// <summary>A system whose actors take messages.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Settings before the defaults.</param>
    /// <param name="loggers">Loggers beside those of the settings, by name.</param>
    public static ActorSystemImpl Start(string name, Config config, IReadOnlyDictionary<string, Props>? loggers)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(config);
        var system = new ActorSystemImpl(name, config);
        try
        {
            Loggers.Start(system, loggers);
            SystemListeners.Start(system);
        }
        catch
        {
            _ = system.FinalTerminate();
            throw;
        }

        return system;
    }

    public override IActorRef ActorOf(Props props, string? name = null) => _guardians.User.Cell.ActorOf(props, name);

    /// <summary>Makes an actor of the runtime, below <c>/system</c>.</summary>
    public LocalActorRef SystemActorOf(Props props, string name, bool onCallersThread = false) =>
        _guardians.System.Cell.AddChild(props, name, onCallersThread);

    public override void Stop(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        LocalActorRef guardian = actor.Path.Parent == _guardians.System.Path ? _guardians.System : _guardians.User;
        guardian.Cell.Stop(actor);
    }

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            _ = FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <summary>Stops all actors without the phases of the coordinated shutdown.</summary>
    public Task FinalTerminate()
    {
        if (!Settings.LogDeadLettersDuringShutdown)
        {
            SystemListeners.StopDeadLetterListener(this);
        }

        _guardians.Stop();
        return WhenTerminated;
    }

    public override void RegisterOnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        _onTermination.Push(code);
    }

    /// <summary>The one instance of a service of this system.</summary>
    public T Extension<T>(Func<ActorSystemImpl, T> make)
        where T : class =>
        (T)_extensions.GetOrAdd(typeof(T), _ => new Lazy<object>(() => make(this))).Value;

    public long NextUid() => Interlocked.Increment(ref _uid);

    public ActorPath NextTempPath()
    {
        long uid = NextUid();
        return new ChildActorPath(_temp, AutoName.Of(uid), uid);
    }

    /// <summary>Called on the last turn of the root guardian.</summary>
    public void OnRootEnded()
    {
        (Scheduler as IDisposable)?.Dispose();
        while (_onTermination.TryPop(out Action? code))
        {
            try
            {
                code();
            }
            catch (Exception cause)
            {
                // The loggers are gone by now.
                ConsoleLog.Write(new Error(cause, Name, typeof(ActorSystem), "A termination callback failed."));
            }
        }

        _terminated.TrySetResult();
    }

    public override string ToString() => $"akka://{Name}";

    private protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Terminate().GetAwaiter().GetResult();
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();

    private IScheduler MakeScheduler() => Settings.SchedulerClass is { Length: > 0 } type
        ? TypeNames.Make<IScheduler>("akka.scheduler.implementation", type, Settings.Config, Log)
        : new RealTimeScheduler(Log);
}
