using Google.Protobuf;

namespace ActorOrchestrator.Interop.Tests.Golden;

/// <summary>One step of a script that runs on the model and on a real etcd.</summary>
internal abstract record GoldenStep
{
    private GoldenStep()
    {
    }

    /// <summary>A call.</summary>
    public sealed record Call(IMessage Request) : GoldenStep;

    /// <summary>Opens a watch; the sentinel key lies in its range.</summary>
    public sealed record Watch(WatchSpec Spec) : GoldenStep;

    /// <summary>Reads each watch up to the present.</summary>
    public sealed record Sync : GoldenStep;
}
