using System.Diagnostics.CodeAnalysis;
using ActorOrchestrator.Etcd.Channels;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>A token that fires when something is lost, without its owner waiting for those who listen.</summary>
/// <remarks>
/// It is fired by timers and by streams, which nobody may hold up: listeners run on the thread pool, but for a client
/// in virtual time, where all runs on one thread. What they throw is logged.
/// </remarks>
[SuppressMessage(
    "Design", "CA1001", Justification = "The source has no timer, and its token is read after everything has ended.")]
internal sealed partial class LossSignal
{
    private readonly IEtcdCalls _calls;
    private readonly CancellationTokenSource _source = new();

    public LossSignal(IEtcdCalls calls)
    {
        _calls = calls;
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Fires, once; the token says so when this returns.</summary>
    public void Fire() => _ = FireAsync();

    private async Task FireAsync()
    {
        try
        {
            if (_calls.SingleThreaded)
            {
#pragma warning disable MA0042, CA1849 // CancelAsync would run the listeners on the thread pool.
                _source.Cancel();
#pragma warning restore MA0042, CA1849
            }
            else
            {
                await _source.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (AggregateException failure)
        {
            LogListenerFailed(_calls.Log, failure);
        }
    }

    [LoggerMessage(
        EventId = 643,
        Level = LogLevel.Error,
        Message = "AO-ETC-0643 A listener of a lost session, leadership or lock threw; the others were told.")]
    private static partial void LogListenerFailed(ILogger log, Exception failure);
}
