using System.Runtime.InteropServices;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>What .NET cannot send to a process.</summary>
internal static class Signals
{
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static void Send(int processId, int signal)
    {
        if (Kill(processId, signal) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new InvalidOperationException($"Signal {signal} to process {processId} failed with errno {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
