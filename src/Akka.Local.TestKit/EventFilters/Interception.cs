using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Filters in effect, from construction to disposal, and what they have seen.</summary>
/// <remarks>
/// The event stream puts events into the listener's mailbox while they are published, so the order of the mailbox is
/// all that is needed: what is published after the constructor is filtered.
/// </remarks>
internal sealed class Interception : IUnmutableFilter
{
    private const int MissesShown = 20;

    private readonly TestKitBase _kit;
    private readonly ActorSystem _system;
    private readonly ImmutableArray<LogFilter> _filters;
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly ConcurrentQueue<LogEvent> _misses = new();
    private volatile bool _isHeard;
    private int _matched;

    public Interception(TestKitBase kit, ActorSystem system, ImmutableArray<LogFilter> filters)
    {
        _kit = kit;
        _system = system;
        _filters = filters;
        system.EventStream.Publish(new Begin(this));
    }

    public void Unmute() => _system.EventStream.Publish(new End(this));

    public void Dispose() => Unmute();

    /// <summary>Fails unless exactly so many events have matched.</summary>
    public async ValueTask VerifyAsync(int expected, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        TimeSpan limit = _kit.Dilated(timeout ?? _kit.TestKitSettings.TestEventFilterLeeway);
        TimeSpan end = WallClock.SinceStart + limit;
        for (var arrived = 0; arrived < Math.Max(1, expected); arrived++)
        {
            TimeSpan left = end - WallClock.SinceStart;
            if (!await _arrivals.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken)
                    .ConfigureAwait(false))
            {
                break;
            }
        }

        await FlushAsync().ConfigureAwait(false);
        int matched = Volatile.Read(ref _matched);
        string what = matched < expected
            ? $"Timeout ({limit}) while waiting for log events"
            : $"Received {matched - expected} log event(s) too many";
        _kit.Require(matched == expected, $"{what}: expected {expected}, received {matched} {Details()}");
    }

    /// <summary>Called by the listener, in its turn.</summary>
    internal bool Takes(LogEvent logEvent)
    {
        if (!_filters.Any(filter => filter.Matches(logEvent)))
        {
            _misses.Enqueue(logEvent);
            if (_misses.Count > MissesShown)
            {
                _misses.TryDequeue(out _);
            }

            return false;
        }

        Interlocked.Increment(ref _matched);
        _arrivals.Release();
        return true;
    }

    /// <summary>Called by the listener, in its turn.</summary>
    internal void OnBegin() => _isHeard = true;

    /// <summary>Returns when the listener has seen all that has been published.</summary>
    private async Task FlushAsync()
    {
        if (_isHeard)
        {
            var flush = new Flush();
            _system.EventStream.Publish(flush);
            await Task.WhenAny(flush.Done.Task, _system.WhenTerminated).ConfigureAwait(false);
        }
    }

    private string Details()
    {
        string line = Environment.NewLine;
        string text = $"that match [{string.Join("] or [", _filters)}].";
        if (!_isHeard)
        {
            return text + $"{line}No TestEventListener is running: akka.loggers must name it.";
        }

        string level = $"Log events (akka.loglevel = {_system.Settings.LogLevel}) that did not match:";
        return _misses.IsEmpty
            ? $"{text}{line}{level} none"
            : $"{text}{line}{level}{line}  {string.Join($"{line}  ", _misses.Select(ConsoleLog.Render))}";
    }

    /// <summary>Over the event stream to the listener: the filters are in effect.</summary>
    internal sealed record Begin(Interception Interception);

    /// <summary>They are not any more.</summary>
    internal sealed record End(Interception Interception);

    /// <summary>Answered when all before it is handled.</summary>
    internal sealed class Flush
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
