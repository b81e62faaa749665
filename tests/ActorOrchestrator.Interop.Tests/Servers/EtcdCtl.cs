namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>etcd's own command line tool, against one server.</summary>
internal sealed class EtcdCtl(EtcdServer server)
{
    private const int Interrupt = 2;

    /// <summary>Starts a command that goes on until it is interrupted.</summary>
    public ToolProcess Start(params string[] arguments) => ToolProcess.Start(
        server.Binary.Ctl,
        [$"--endpoints={server.Endpoint}", .. arguments],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ETCDCTL_API"] = "3" });

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(params string[] arguments)
    {
        await using ToolProcess process = Start(arguments);
        await RealTime.Expect(process.ExitAsync(), $"etcdctl {arguments[0]}; it wrote:\n{process.Output}");
        return process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException(
                $"etcdctl {arguments[0]} ended with {process.ExitCode}: {process.Output}");
    }

    /// <summary>Ends a command as Ctrl-C does: a candidate resigns, a lock is given back.</summary>
    public static async Task InterruptAsync(ToolProcess process)
    {
        process.Signal(Interrupt);
        await RealTime.Expect(process.ExitAsync(), $"the end of etcdctl; it wrote:\n{process.Output}");
    }
}
