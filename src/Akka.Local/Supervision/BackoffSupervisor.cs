using Akka.Actor;

namespace Akka.Pattern;

/// <summary>An actor that passes everything to its one child, and starts it again after a wait.</summary>
public sealed class BackoffSupervisor
{
    private BackoffSupervisor()
    {
    }

    /// <summary>Makes the supervisor of <see cref="Backoff.OnStop"/> with default options.</summary>
    public static Props Props(
        Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    /// <summary>Makes the supervisor.</summary>
    public static Props Props(BackoffOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return BackoffSupervisorActor.Props((BackoffPlan)options);
    }

    /// <summary>Asks for <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        /// <summary>The only value.</summary>
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild()
        {
        }
    }

    /// <summary>Names the child.</summary>
    public sealed class CurrentChild
    {
        /// <summary>Holds the reference; nobody while the child is down.</summary>
        public CurrentChild(IActorRef @ref) => Ref = @ref;

        /// <summary>The child.</summary>
        public IActorRef Ref { get; }
    }

    /// <summary>Forgets the restarts; with manual reset only.</summary>
    public sealed class Reset
    {
        /// <summary>The only value.</summary>
        public static readonly Reset Instance = new();

        private Reset()
        {
        }
    }

    /// <summary>Asks for <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        /// <summary>The only value.</summary>
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount()
        {
        }
    }

    /// <summary>Says how often the child was started again since the last reset.</summary>
    public sealed class RestartCount
    {
        /// <summary>Holds the number.</summary>
        public RestartCount(int count) => Count = count;

        /// <summary>The number.</summary>
        public int Count { get; }
    }
}
