using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The phases, in order, with what the configuration says about each.</summary>
internal sealed class ShutdownPhases
{
    private static readonly string[] Names =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind,
        CoordinatedShutdown.PhaseServiceUnbind,
        CoordinatedShutdown.PhaseServiceRequestsDone,
        CoordinatedShutdown.PhaseServiceStop,
        CoordinatedShutdown.PhaseBeforeClusterShutdown,
        CoordinatedShutdown.PhaseClusterShardingShutdownRegion,
        CoordinatedShutdown.PhaseClusterLeave,
        CoordinatedShutdown.PhaseClusterExiting,
        CoordinatedShutdown.PhaseClusterExitingDone,
        CoordinatedShutdown.PhaseClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    private readonly ShutdownPhase[] _phases;

    public ShutdownPhases(Config config, ILoggingAdapter log)
    {
        const string Section = "akka.coordinated-shutdown";
        TimeSpan usual = config.GetTimeSpan($"{Section}.default-phase-timeout", TimeSpan.FromSeconds(5));
        _phases =
        [
            .. Names.Select(name => new ShutdownPhase(
                name,
                config.GetTimeSpan($"{Section}.phases.{name}.timeout", usual),
                config.GetBoolean($"{Section}.phases.{name}.recover", true),
                config.GetBoolean($"{Section}.phases.{name}.enabled", true),
                log)),
        ];
    }

    public TimeSpan TotalTimeout => TimeSpan.FromTicks(_phases.Sum(phase => phase.Timeout.Ticks));

    public ShutdownPhase Of(string name) =>
        Array.Find(_phases, phase => string.Equals(phase.Name, name, StringComparison.Ordinal))
        ?? throw new ConfigurationException(
            $"Unknown phase [{name}], known phases [{string.Join(", ", Names)}].");

    public IReadOnlyList<ShutdownPhase> From(string? name) => name is null
        ? _phases
        : _phases[Array.IndexOf(_phases, Of(name))..];
}

/// <summary>One phase and its tasks.</summary>
internal sealed class ShutdownPhase(string name, TimeSpan timeout, bool recover, bool enabled, ILoggingAdapter log)
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, Func<Task<Done>> Run)> _tasks = [];

    public string Name { get; } = name;

    public TimeSpan Timeout { get; } = timeout;

    public void Add(string taskName, Func<Task<Done>> task)
    {
        lock (_lock)
        {
            _tasks.Add((taskName, task));
        }
    }

    /// <summary>Fails only without recover.</summary>
    public async Task Run()
    {
        Task[] running;
        lock (_lock)
        {
            running = enabled ? [.. _tasks.Select(task => Guarded(task.Name, task.Run))] : [];
        }

        try
        {
            await Task.WhenAll(running).WaitAsync(Timeout).ConfigureAwait(false);
        }
        catch (TimeoutException) when (recover)
        {
            log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", Name, Timeout);
        }
    }

    private async Task Guarded(string taskName, Func<Task<Done>> task)
    {
        try
        {
            await Task.Run(task).ConfigureAwait(false);
        }
        catch (Exception cause) when (recover)
        {
            log.Warning(cause, "Task [{0}] failed in phase [{1}]: {2}", taskName, Name, cause.Message);
        }
    }
}
