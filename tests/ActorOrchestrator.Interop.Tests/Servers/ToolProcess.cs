using System.Diagnostics;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>A program that a test started. It ends with the test, whatever becomes of the test.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private const int LinesKept = 400;

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly EventHandler _onExit;

    private ToolProcess(Process process)
    {
        _process = process;
        _onExit = (_, _) => process.Kill();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it wrote last, to both outputs.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts a program without a shell.</summary>
    /// <param name="path">Its path, or its name on the PATH.</param>
    /// <param name="arguments">Passed on as they are.</param>
    /// <param name="environment">Added to the environment.</param>
    /// <exception cref="InvalidOperationException">There is no such program.</exception>
    public static ToolProcess Start(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment ?? ImmutableDictionary<string, string>.Empty)
        {
            info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info };
        var tool = new ToolProcess(process);
        process.ErrorDataReceived += (_, data) => tool.OnLine(data.Data);
        process.OutputDataReceived += (_, data) => tool.OnLine(data.Data);
        process.Start();
        AppDomain.CurrentDomain.ProcessExit += tool._onExit;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return tool;
    }

    /// <summary>The first line that is wanted, written already or still to come.</summary>
    /// <exception cref="InvalidOperationException">The program ended without writing it.</exception>
    public async Task<string> LineAsync(Func<string, bool> wanted, string what)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.FirstOrDefault(wanted) is { } written)
            {
                return written;
            }

            _waiting.Add((wanted, found));
        }

        Task exited = ExitAsync();
        await RealTime.Expect(Task.WhenAny(found.Task, exited), $"{what}; it wrote:\n{Output}");
        return found.Task.IsCompleted
            ? await found.Task
            : throw new InvalidOperationException($"Ended with {ExitCode} before {what}; it wrote:\n{Output}");
    }

    /// <summary>Completes when the program has ended and all it wrote was read.</summary>
    public Task ExitAsync() => _process.WaitForExitAsync();

    public void Signal(int signal) => Signals.Send(Id, signal);

    /// <summary>Waits for the effect of SIGSTOP, which comes a little after the signal and is told to nobody.</summary>
    public void WaitUntilStopped()
    {
        var status = new FileInfo($"/proc/{Id}/status");
        while (status.Exists && !File.ReadAllText(status.FullName).Contains("State:\tT", StringComparison.Ordinal))
        {
            Thread.Yield();
        }
    }

    /// <summary>SIGKILL, and waits until the process is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await RealTime.Expect(ExitAsync(), $"the end of process {Id}");
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        await KillAsync();
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
            {
                _lines.Dequeue();
            }

            _waiting.RemoveAll(wait => wait.Wanted(line) && wait.Found.TrySetResult(line));
        }
    }
}
