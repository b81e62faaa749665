using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Ends a process in phases: what takes work in goes first, the actor system last.</summary>
/// <remarks>
/// Tasks of one phase run at the same time, phases one after the other. A task that fails or takes too long is
/// logged and passed over, unless its phase says <c>recover = off</c>.
/// </remarks>
public sealed class CoordinatedShutdown
{
    /// <summary>First: prepare, while everything still works.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>Take no new connections.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Wait for the requests in progress.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Close connections.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before a cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Hand shards over.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>Leave the cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Hand singletons over.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Wait until the exit is complete.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>End the cluster extension.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Before the actor system ends.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>Last: end the actor system.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly ShutdownPhases _phases;
    private readonly ActorSystemImpl _system;
    private readonly Lock _lock = new();
    private Task<Done>? _run;

    private CoordinatedShutdown(ActorSystemImpl system)
    {
        _system = system;
        _phases = new ShutdownPhases(system.Settings.Config, system.Log);
        if (system.Settings.CoordinatedShutdownTerminateActorSystem)
        {
            AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
            {
                await system.FinalTerminate().ConfigureAwait(false);
                return Done.Instance;
            });
        }
    }

    /// <summary>Why the shutdown runs; null while it does not.</summary>
    public Reason? ShutdownReason { get; private set; }

    /// <summary>The time that all phases may take together.</summary>
    public TimeSpan TotalTimeout => _phases.TotalTimeout;

    /// <summary>The one of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys)
    {
        ArgumentNullException.ThrowIfNull(sys);
        return ((ActorSystemImpl)sys).Extension(system => new CoordinatedShutdown(system));
    }

    /// <summary>The time that a phase may take.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public TimeSpan Timeout(string phase) => _phases.Of(phase).Timeout;

    /// <summary>Adds a task to a phase that has not run yet.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        ArgumentException.ThrowIfNullOrEmpty(taskName);
        ArgumentNullException.ThrowIfNull(task);
        _phases.Of(phase).Add(taskName, task);
    }

    /// <summary>Runs the phases. A second call gets the first one's task, and its reason does not count.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="fromPhase">The first phase to run; null for all.</param>
    /// <returns>Ends after the last phase; fails when a phase without <c>recover</c> did.</returns>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        IReadOnlyList<ShutdownPhase> phases = _phases.From(fromPhase);
        lock (_lock)
        {
            if (_run is null)
            {
                ShutdownReason = reason;
                _system.Log.Debug("Performing phases of the coordinated shutdown: {0}", reason);

                // Not on the caller's thread: it may be an actor's turn.
                _run = Task.Run(() => RunAll(phases));
            }

            return _run;
        }
    }

    private static async Task<Done> RunAll(IReadOnlyList<ShutdownPhase> phases)
    {
        foreach (ShutdownPhase phase in phases)
        {
            await phase.Run().ConfigureAwait(false);
        }

        return Done.Instance;
    }

    /// <summary>Why a system is shut down.</summary>
    public class Reason
    {
        /// <summary>For reasons of one's own.</summary>
        protected Reason()
        {
        }

        /// <inheritdoc/>
        public override string ToString() => GetType().Name;
    }

    /// <summary>No reason was given.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only value.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary>Terminate was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only value.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process or its host ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only value.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }
}
